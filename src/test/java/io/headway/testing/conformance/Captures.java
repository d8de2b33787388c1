package io.headway.testing.conformance;

import io.headway.model.Fix;
import io.headway.protocol.HttpProtocol;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The captured messages of one protocol and the positions they hold. What a test must know beside them stands in {@code
 * src/test/resources/io/headway/protocol/<name>/captures.json}: {@code delimiter}, what ends a message on the wire and is missing in the
 * file, and {@code deviations}, the cases where we differ on purpose, each with {@code why} (the vendor document and its section) and
 * either {@code positions}, what we say it holds, or {@code frame}, the name of another kind of frame.
 */
public record Captures(String protocol, List<Case> cases, Buffer delimiter) {
    private static final Path FOLDER = Path.of("../shared/conformance");

    /** Where the captured messages lie. */
    public static boolean available() {
        return Files.isDirectory(FOLDER);
    }

    /** A position that a case holds. {@code json} as in the file. */
    public record Expected(JsonObject json) {
        public boolean hasFix() {
            return !Boolean.FALSE.equals(json.getBoolean("fix"));
        }

        /** Of the fix, epoch milliseconds. */
        public long timeMs() {
            return Instant.parse(json.getString("time")).toEpochMilli();
        }

        /** What the fix says otherwise, beyond the precision of the file. */
        public List<String> differences(Fix fix) {
            var differences = new ArrayList<String>();
            if (fix.hasLocation() != hasFix()) {
                return List.of("has location: " + fix.hasLocation());
            }
            if (!hasFix()) {
                return differences;
            }
            if (fix.recordedAtMs() != timeMs()) {
                differences.add(
                        "time " + Instant.ofEpochMilli(fix.recordedAtMs()) + " instead of " + json.getString("time"));
            }
            if (fix.valid() != json.getBoolean("valid")) {
                differences.add("valid " + fix.valid());
            }
            compare(differences, "lat", fix.latitude(), 1.1e-5);
            compare(differences, "lon", fix.longitude(), 1.1e-5);
            compare(differences, "altitude_m", fix.altitudeM(), 0.06);
            compare(differences, "speed_kmh", fix.speedKmh(), 0.11);
            compare(differences, "course_deg", fix.headingDeg(), 0.06);
            return differences;
        }

        /** 0 may mean that the message holds none. */
        private void compare(List<String> differences, String key, double actual, double tolerance) {
            double expected = json.getDouble(key);
            var same = Double.isNaN(actual) ? expected == 0 : Math.abs(actual - expected) <= tolerance;
            if (!same) {
                differences.add(key + " " + actual + " instead of " + expected);
            }
        }
    }

    /**
     * One message.
     *
     * @param bytes as in the file; null for a request
     * @param request null for bytes
     * @param checksumOk whether its checksum verifies; true where there is none
     * @param frame the kind of frame that we make of it on purpose; null when it follows from the positions
     * @param deviates null when it does not
     */
    public record Case(
            String name,
            Buffer bytes,
            HttpProtocol.Request request,
            boolean checksumOk,
            List<Expected> positions,
            String frame,
            String deviates) {

        public boolean hasFix() {
            return positions.stream().anyMatch(Expected::hasFix);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** @throws IllegalStateException when a deviation names no case of the file */
    public static Captures of(String protocol) {
        try {
            var notes = notes(protocol);
            var deviations = notes.getJsonObject("deviations", new JsonObject());
            var unused = new HashMap<>(deviations.getMap());
            var cases = new ArrayList<Case>();
            for (var line : Files.readAllLines(FOLDER.resolve(protocol + ".jsonl"))) {
                var json = new JsonObject(line);
                unused.remove(json.getString("case"));
                cases.add(parse(json, deviations.getJsonObject(json.getString("case"))));
            }
            if (!unused.isEmpty()) {
                throw new IllegalStateException("no such case in " + protocol + ": " + unused.keySet());
            }
            return new Captures(protocol, cases, Buffer.buffer(notes.getString("delimiter", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject notes(String protocol) throws IOException {
        try (var notes = Captures.class.getResourceAsStream("/io/headway/protocol/" + protocol + "/captures.json")) {
            return notes == null ? new JsonObject() : new JsonObject(Buffer.buffer(notes.readAllBytes()));
        }
    }

    private static Case parse(JsonObject json, JsonObject deviation) {
        var changed = deviation == null ? new JsonObject() : deviation;
        var positions = changed.getJsonArray("positions", json.getJsonArray("positions")).stream()
                .map(position -> new Expected((JsonObject) position))
                .toList();
        var bytes = json.containsKey("hex")
                ? Buffer.buffer(HexFormat.of().parseHex(json.getString("hex")))
                : json.containsKey("text")
                        ? Buffer.buffer(json.getString("text").getBytes(StandardCharsets.ISO_8859_1))
                        : null;
        return new Case(
                json.getString("case"),
                bytes,
                json.containsKey("uri") ? request(json) : null,
                !Boolean.FALSE.equals(json.getBoolean("checksum_ok")),
                positions,
                changed.getString("frame"),
                changed.getString("why"));
    }

    private static HttpProtocol.Request request(JsonObject json) {
        var uri = json.getString("uri");
        int mark = uri.indexOf('?');
        var query = new LinkedHashMap<String, List<String>>();
        for (var pair : mark < 0 ? new String[0] : uri.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            query.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        Map<String, String> headers = new HashMap<>();
        json.getJsonObject("headers", new JsonObject())
                .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), (String) header.getValue()));
        return new HttpProtocol.Request(
                json.getString("method"),
                mark < 0 ? uri : uri.substring(0, mark),
                query,
                headers,
                Buffer.buffer(json.getString("body", "")));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Protocols that the folder has a file for. */
    public static Set<String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .map(name -> name.substring(0, name.length() - ".jsonl".length()))
                    .collect(java.util.stream.Collectors.toSet());
        }
    }
}
