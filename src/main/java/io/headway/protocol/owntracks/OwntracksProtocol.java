package io.headway.protocol.owntracks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceJson;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.HttpProtocol;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * OwnTracks over HTTP. Stateless and pure; any thread. A request holds one JSON object, whose {@code _type} says what it is. The answer is a
 * list of messages for the phone, always empty (vendor document, "HTTP").
 */
public final class OwntracksProtocol implements HttpProtocol {
    static final String NAME = "owntracks";

    private static final String NO_MESSAGES = "[]";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String answerType() {
        return "application/json";
    }

    @Override
    public Frame decode(Request request, Arrival arrival) {
        if (request.body().length() == 0) {
            // A friend was deleted on the phone: vendor document, "HTTP", says to ignore it.
            return new Frame.Heartbeat(null, answer());
        }
        try (var in = DeviceJson.parser(request.body())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return malformed("the body is no JSON object");
            }
            var payload = new PayloadReader(in, arrival);
            DeviceJson.members(in, payload::member);
            return in.nextToken() == null
                    ? payload.frame(Identity.ofRequest(request))
                    : malformed("there is more behind the end of the JSON text");
        } catch (JsonProcessingException notJson) {
            return malformed("not valid JSON: " + notJson.getOriginalMessage());
        } catch (IOException notText) {
            return malformed("not valid JSON: " + notText.getMessage());
        }
    }

    static Buffer answer() {
        return Buffer.buffer(NO_MESSAGES);
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
