package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** A protocol of phones and trackers over HTTP requests. Stateless and pure; any thread. */
public interface HttpProtocol {

    /** Lower-case name: configuration key, metric tag, command-line argument. */
    String name();

    /** Decodes one request. Never throws on any content. The reply or acknowledgement of the frame is the body of the answer. */
    Frame decode(Request request, Arrival arrival);

    /** Media type of the body of an answer. */
    String answerType();

    /**
     * A request as it came.
     *
     * @param query parameters of the URI, decoded, a repeated one with all its values
     * @param headers the first value of each, names in lower case
     * @param body empty when there is none
     */
    record Request(
            String method, String path, Map<String, List<String>> query, Map<String, String> headers, Buffer body) {

        /** Value of a header; empty when there is none. */
        public String header(String lowerCaseName) {
            return headers.getOrDefault(lowerCaseName, "");
        }
    }
}
