package io.headway.protocol.osmand;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.HttpProtocol;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OsmAnd protocol over HTTP. Stateless and pure; any thread. A request holds parameters, in its query or as a form, or JSON; the
 * method and the path do not matter. The answer is empty: its status alone says that all is stored.
 */
public final class OsmandProtocol implements HttpProtocol {
    static final String NAME = "osmand";

    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String answerType() {
        return "text/plain";
    }

    @Override
    public Frame decode(Request request, Arrival arrival) {
        var start = firstCharacter(request.body());
        if (start == '{' || start == '[') {
            return json(request, arrival);
        }
        return new ParameterReader(parameters(request), arrival).read();
    }

    /** Those of the form stand behind those of the query. A body of another type is one only where there is no query at all. */
    private static Map<String, List<String>> parameters(Request request) {
        var type = request.header("content-type");
        var isForm = type.isEmpty() || type.startsWith(FORM) || request.query().isEmpty();
        if (request.body().length() == 0 || !isForm) {
            return request.query();
        }
        var parameters = new LinkedHashMap<>(request.query());
        FormFields.of(request.body()).forEach(parameters::putIfAbsent);
        return parameters;
    }

    private static Frame json(Request request, Arrival arrival) {
        try {
            return new BodyReader(ParameterReader.uniqueId(request.query()), arrival).read(request.body());
        } catch (JsonProcessingException notJson) {
            return malformed("not valid JSON: " + notJson.getOriginalMessage());
        } catch (IOException notText) {
            return malformed("not valid JSON: " + notText.getMessage());
        }
    }

    static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }

    /** That is no white space; 0 when there is none. */
    private static char firstCharacter(Buffer body) {
        for (var i = 0; i < body.length(); i++) {
            var character = (char) (body.getByte(i) & 0xFF);
            if (character != ' ' && character != '\t' && character != '\r' && character != '\n') {
                return character;
            }
        }
        return 0;
    }
}
