package io.headway.protocol.owntracks;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.Arrival;
import io.headway.protocol.DecoderCheck;
import io.headway.protocol.HttpProtocol.Request;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Any bytes at all as a request. See TeltonikaFuzzTest for how it runs. */
class OwntracksFuzzTest {
    private final OwntracksProtocol protocol = new OwntracksProtocol();

    /** As a body. */
    @FuzzTest
    void a_body_is_decoded_or_refused(byte[] bytes) {
        decode(Buffer.buffer(bytes));
    }

    /** As the further members of a location that has a device and a place. */
    @FuzzTest
    void members_of_a_location_are_decoded_or_refused(byte[] bytes) {
        decode(Buffer.buffer("{\"_type\":\"location\",\"tid\":\"JP\",\"lat\":1,\"lon\":2,")
                .appendBytes(bytes)
                .appendString("}"));
    }

    private void decode(Buffer body) {
        var request = new Request("POST", "/", Map.of(), Map.of("x-limit-u", "a", "x-limit-d", "b"), body);
        DecoderCheck.isWhole(protocol.decode(request, new Arrival(false, DecoderCheck.NOW_MS)));
    }
}
