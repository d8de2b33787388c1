package io.headway.app.cli;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.DeviceService;
import io.headway.protocol.Frame;
import io.headway.protocol.HttpProtocol;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints frames for a person. Owned by the thread that uses it. */
final class FramePrint {
    private final PrintWriter out;
    private int number;

    FramePrint(PrintWriter out) {
        this.out = out;
    }

    /** @return whether everything was whole frames that are not refused */
    boolean all(DeviceService service, Buffer bytes, boolean datagram) {
        if (service.http() != null) {
            return print(service.http().decode(request(bytes), arrival(true)), bytes.length());
        }
        if (datagram) {
            return service.datagrams().decode(bytes, arrival(true)).stream()
                    .map(frame -> print(frame, bytes.length()))
                    .reduce(true, Boolean::logicalAnd);
        }
        return stream(service.stream(), bytes);
    }

    private boolean stream(DeviceProtocol protocol, Buffer bytes) {
        var whole = true;
        var loggedIn = false;
        var clockAheadMs = 0L;
        var to = bytes.length();
        for (var from = 0; from < to; ) {
            var length = protocol.frameLength(bytes, from, to, loggedIn);
            if (!loggedIn && (length < 0 || length > to - from)) {
                // Somewhere in the middle of a connection: the login was before.
                loggedIn = true;
                continue;
            }
            if (length < 0) {
                out.printf("no frame starts at byte %d: %s%n", from, hex(bytes, from, to));
                return false;
            }
            var bytesHere = length == 0 || length > to - from ? to - from : length;
            if (length > to - from) {
                out.printf("the frame at byte %d has %d bytes, %d are given%n", from, length, to - from);
            }
            var frame = protocol.decode(
                    bytes, from, bytesHere, new Arrival(loggedIn, System.currentTimeMillis(), clockAheadMs));
            if (frame instanceof Frame.Rejected && !loggedIn) {
                loggedIn = true;
                continue;
            }
            whole &= print(frame, bytesHere);
            if (frame instanceof Frame.Login login) {
                loggedIn = true;
                clockAheadMs = login.clockAheadMs();
            }
            from += bytesHere;
        }
        return whole;
    }

    private boolean print(Frame frame, int lengthBytes) {
        out.printf("frame %d, %d bytes: ", ++number, lengthBytes);
        switch (frame) {
            case Frame.Login login -> {
                out.printf("login of %s%n", login.uniqueId());
                if (login.clockAheadMs() != 0) {
                    out.printf(
                            "  its clock is at UTC%s%n",
                            ZoneOffset.ofTotalSeconds(Math.toIntExact(login.clockAheadMs() / 1_000)));
                }
                answer("  when it is known, answered", login.accepted());
                answer("  when it is not, answered", login.refused());
            }
            case Frame.Positions positions -> {
                out.printf("%d positions%s%n", positions.fixes().size(), from(positions.uniqueId()));
                positions.fixes().forEach(this::print);
                answer(
                        "  once stored, answered",
                        positions
                                .ack()
                                .apply(Receipt.allStored(positions.fixes().size())));
            }
            case Frame.Status status -> {
                out.printf(
                        "status without a fix%s, %s%n",
                        from(status.uniqueId()), Instant.ofEpochMilli(status.reportedAtMs()));
                attributes(status.attributes());
                answer("  once stored, answered", status.reply());
            }
            case Frame.Heartbeat heartbeat -> {
                out.printf("nothing to store%s%n", from(heartbeat.uniqueId()));
                answer("  answered at once", heartbeat.reply());
            }
            case Frame.Rejected rejected -> {
                out.printf("refused, %s: %s%n", rejected.reason().tag(), rejected.detail());
                answer("  answered", rejected.reply());
            }
        }
        return !(frame instanceof Frame.Rejected);
    }

    private void print(Fix fix) {
        out.printf("  %s", Instant.ofEpochMilli(fix.recordedAtMs()));
        if (fix.hasLocation()) {
            out.printf(
                    "  lat %.7f lng %.7f%s", fix.latitude(), fix.longitude(), fix.valid() ? "" : "  (no current fix)");
        } else {
            out.print("  no coordinates");
        }
        value("speed", fix.speedKmh(), "km/h");
        value("heading", fix.headingDeg(), "°");
        value("altitude", fix.altitudeM(), "m");
        value("accuracy", fix.accuracyM(), "m");
        if (fix.satellites() >= 0) {
            out.printf("  satellites %d", fix.satellites());
        }
        out.println();
        attributes(fix.attributes());
    }

    private void value(String name, float value, String unit) {
        if (!Float.isNaN(value)) {
            out.printf("  %s %.1f %s", name, value, unit);
        }
    }

    private void attributes(String attributes) {
        new JsonObject(attributes).forEach(entry -> out.printf("    %-28s %s%n", entry.getKey(), entry.getValue()));
    }

    private void answer(String when, Buffer bytes) {
        if (bytes == null || bytes.length() == 0) {
            return;
        }
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        var readable = text.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\r' || c == '\n');
        out.printf(
                "%s: %s%n",
                when, readable ? text.replace("\r", "\\r").replace("\n", "\\n") : hex(bytes, 0, bytes.length()));
    }

    private static String from(String uniqueId) {
        return uniqueId == null ? "" : " of " + uniqueId;
    }

    private static String hex(Buffer bytes, int from, int to) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes.getBytes(from, to));
    }

    private static Arrival arrival(boolean loggedIn) {
        return new Arrival(loggedIn, System.currentTimeMillis());
    }

    /** A JSON body, or a query. */
    private static HttpProtocol.Request request(Buffer text) {
        var isBody = text.length() > 0 && (text.getByte(0) == '{' || text.getByte(0) == '[');
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (!isBody) {
            var given = text.toString(StandardCharsets.UTF_8);
            for (var pair : given.substring(given.indexOf('?') + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                query.computeIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)), _ -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new HttpProtocol.Request(
                "POST",
                "/",
                query,
                isBody ? Map.of("content-type", "application/json") : Map.of(),
                isBody ? text : Buffer.buffer());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
