package io.headway.protocol.osmand;

import io.headway.protocol.HttpProtocol.Request;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Requests as a phone sends them. Test thread. */
final class OsmandRequests {
    private OsmandRequests() {}

    static Request query(String query) {
        return new Request("GET", "/", FormFields.of(Buffer.buffer(query)), Map.of(), Buffer.buffer());
    }

    static Request form(String form) {
        return new Request(
                "POST",
                "/",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded; charset=UTF-8"),
                Buffer.buffer(form));
    }

    static Request json(String json) {
        return new Request("POST", "/", Map.of(), Map.of("content-type", "application/json"), Buffer.buffer(json));
    }
}
