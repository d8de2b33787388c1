package io.headway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.json.ClientMessage.Invalid;
import io.headway.protocol.json.ClientMessage.PositionUpdate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes at all. With JAZZER_FUZZ=1 in the environment it searches for new inputs; otherwise it runs those under
 * {@code src/test/resources/…/JsonFuzzTestInputs}. An exception of any kind is a failure.
 */
class JsonFuzzTest {
    private static final int MAX_ITEMS = 8;

    @FuzzTest
    void a_message_is_understood_or_invalid(byte[] bytes) {
        isUsable(JsonMessageDecoder.decode(Buffer.buffer(bytes)));
    }

    @FuzzTest
    void a_body_is_positions_or_invalid(byte[] bytes) {
        var positions = JsonMessageDecoder.decodePositions(Buffer.buffer(bytes), MAX_ITEMS);
        assertThat(positions).hasSizeLessThanOrEqualTo(MAX_ITEMS).allSatisfy(JsonFuzzTest::isUsable);
    }

    private static void isUsable(ClientMessage message) {
        if (message instanceof PositionUpdate(var vehicle, var seq, var fix)) {
            assertThat(fix.latitude()).isFinite();
            assertThat(fix.longitude()).isFinite();
            assertThat(fix.recordedAtMs()).isBetween(Rfc3339.MIN_MS, Rfc3339.MAX_MS);
            assertThat(fix.satellites()).isGreaterThanOrEqualTo(-1);
            assertThat(new JsonObject(fix.attributes())).isNotNull();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(fix.attributes()))
                    .isTrue();
        } else {
            assertThat(message).isNotNull();
        }
        if (message instanceof Invalid(var code, var text, var seq)) {
            var answer = new JsonObject(JsonMessages.error(code, text, seq));
            assertThat(answer.getString("message")).isNotBlank();
            assertThat(answer.getLong("seq")).isEqualTo(seq);
        }
    }
}
