package io.headway.protocol.osmand;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.headway.protocol.Arrival;
import io.headway.protocol.DecoderCheck;
import io.headway.protocol.HttpProtocol.Request;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Any bytes at all as a request. See TeltonikaFuzzTest for how it runs. */
class OsmandFuzzTest {
    private final OsmandProtocol protocol = new OsmandProtocol();

    /** As a body of a type that says nothing: JSON or a form by its first character. */
    @FuzzTest
    void a_body_is_decoded_or_refused(byte[] bytes) {
        decode(new Request("POST", "/", Map.of("id", List.of("a")), Map.of(), Buffer.buffer(bytes)));
    }

    /** As a query, which names a device and a place unless the bytes say otherwise. */
    @FuzzTest
    void parameters_are_decoded_or_refused(byte[] bytes) {
        var query = FormFields.of(
                Buffer.buffer("id=a&lat=1&lon=2&").appendBytes(bytes).appendString("&lat=1&lon=2"));
        decode(new Request("GET", "/", query, Map.of(), Buffer.buffer()));
    }

    private void decode(Request request) {
        DecoderCheck.isWhole(protocol.decode(request, new Arrival(false, DecoderCheck.NOW_MS)));
    }
}
