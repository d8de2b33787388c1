package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.model.Validation;
import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceService;
import io.headway.protocol.Frame;
import io.headway.protocol.HttpProtocol;
import io.headway.protocol.Protocols;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.headway.testing.conformance.Captures;
import io.headway.testing.conformance.Captures.Case;
import io.headway.testing.conformance.Reading;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Captured messages of every protocol through the real sockets to the row. What deviates, and why, stands in each protocol's captures.json. */
// Each of some hundred days is a partition that has to be made first.
@Timeout(900)
class ConformanceIT {
    private static final int LOGINS_A_PROTOCOL = 1_000;
    /** The day on which the file was made: what a message without a date, or without a time, was given there. */
    private static final String DAY_OF_THE_FILE = "2026-11-21";

    private static final long DAY_MS = 86_400_000;
    private static final Duration STORED_WITHIN = Duration.ofSeconds(20);
    private static final int ANSWER_TIMEOUT_MS = 20_000;
    private static final Validation VALIDATION = new Validation(36_500 * DAY_MS, 600_000);
    private static final Map<String, String> OLD_POSITIONS =
            Map.of("validation.max-age-days", "36500", "retention.days", "36500");

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static RunningEngine engine;

    /** A position that must be in the table, or among the rejected ones. */
    private record Awaited(String name, String uniqueId, Captures.Expected expected, boolean stored) {}

    private record Row(String uniqueId, Fix fix) {}

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Captures.available(), "captured messages are absent: not sent");
        engine = RunningEngine.start(DATABASE.urlText(), OLD_POSITIONS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> captured_messages_are_answered_and_what_they_hold_is_stored() {
        return Protocols.all().stream().map(service -> DynamicTest.dynamicTest(service.name(), () -> sendAll(service)));
    }

    private static void sendAll(DeviceService service) throws Exception {
        var captures = Captures.of(service.name());
        List<Awaited> awaited = new ArrayList<>();
        var number = LOGINS_A_PROTOCOL * Protocols.all().indexOf(service);
        for (var captured : captures.cases()) {
            var reading = Reading.of(service, captures, captured);
            var login = service.encoder().identity(++number);
            try {
                send(service, captured, reading, login);
            } catch (IOException lost) {
                throw new AssertionError(captured.name() + ": " + reading.frames(), lost);
            }
            awaited.addAll(awaited(captured, reading, login));
        }
        var missing = new AtomicReference<String>();
        try {
            eventually(service.name() + " is stored", STORED_WITHIN, () -> {
                missing.set(firstMissing(awaited));
                return missing.get() == null;
            });
        } catch (AssertionError late) {
            throw new AssertionError(missing.get(), late);
        }
    }

    private static List<Awaited> awaited(Case captured, Reading reading, String login) {
        var refused = reading.frames().stream().anyMatch(Frame.Rejected.class::isInstance);
        if (refused || captured.frame() != null || !captured.hasFix() || reading.way() == Reading.Way.CUT) {
            return List.of();
        }
        var owner = owner(reading, login);
        return captured.positions().stream()
                .filter(Captures.Expected::hasFix)
                .map(expected -> new Awaited(captured.name(), owner, expected, isStorable(expected)))
                .toList();
    }

    private static String owner(Reading reading, String login) {
        return reading.frames().stream()
                .filter(Frame.Positions.class::isInstance)
                .map(frame -> ((Frame.Positions) frame).uniqueId())
                .map(id -> id == null ? login : id)
                .findFirst()
                .orElse(login);
    }

    private static boolean isStorable(Captures.Expected expected) {
        var json = expected.json();
        var nowMs = System.currentTimeMillis();
        var fix = new Fix(
                isUndated(expected) ? nowMs : expected.timeMs(),
                json.getDouble("lat"),
                json.getDouble("lon"),
                Float.NaN,
                json.getFloat("speed_kmh"),
                Float.NaN,
                Float.NaN,
                -1,
                true,
                "{}");
        return VALIDATION.check(fix, nowMs) instanceof Fix;
    }

    private static String firstMissing(List<Awaited> awaited) throws Exception {
        var rows = rows().stream().collect(Collectors.groupingBy(Row::uniqueId));
        for (var wanted : awaited) {
            var ofDevice = rows.getOrDefault(wanted.uniqueId(), List.of());
            var found = ofDevice.stream().anyMatch(row -> isSame(wanted.expected(), row.fix()));
            if (found != wanted.stored()) {
                return wanted + (found ? " is stored" : " is not among " + ofDevice);
            }
        }
        return null;
    }

    private static boolean isSame(Captures.Expected expected, Fix fix) {
        var differences = expected.differences(fix);
        var onlyTheTime = differences.size() == 1 && differences.getFirst().startsWith("time") && isUndated(expected);
        return differences.isEmpty() || onlyTheTime;
    }

    private static boolean isUndated(Captures.Expected expected) {
        return expected.json().getString("time").startsWith(DAY_OF_THE_FILE);
    }

    private static List<Row> rows() throws Exception {
        var rows = new ArrayList<Row>();
        DATABASE.rows(
                "select d.unique_id, p.recorded_at, row_to_json(p) from positions p join devices d on d.id = p.device_id",
                row -> rows.add(new Row(
                        row.getString(1), fix(row.getTimestamp(2).toInstant(), new JsonObject(row.getString(3))))));
        return rows;
    }

    private static Fix fix(Instant time, JsonObject row) {
        return new Fix(
                time.toEpochMilli(),
                row.getDouble("latitude"),
                row.getDouble("longitude"),
                number(row, "altitude_m"),
                number(row, "speed_kmh"),
                number(row, "heading_deg"),
                Float.NaN,
                -1,
                row.getBoolean("fix_valid"),
                "{}");
    }

    private static float number(JsonObject row, String key) {
        var value = row.getFloat(key);
        return value == null ? Float.NaN : value;
    }

    private static void send(DeviceService service, Case captured, Reading reading, String login) throws Exception {
        switch (reading.way()) {
            case CUT -> {}
            case REQUEST -> request(service, captured);
            case DATAGRAM -> datagram(service, captured, reading, login);
            case STREAM_AFTER_LOGIN, STREAM_BEFORE_LOGIN -> stream(service, captured, reading, login);
        }
    }

    private static void stream(DeviceService service, Case captured, Reading reading, String login) throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), engine.engine().tcpPort(service.name()))) {
            socket.setSoTimeout(ANSWER_TIMEOUT_MS);
            var in = new DataInputStream(socket.getInputStream());
            var opening = service.encoder().login(login);
            if (reading.way() == Reading.Way.STREAM_AFTER_LOGIN && opening.length() > 0) {
                socket.getOutputStream().write(opening.getBytes());
                readAnswers(service, in, service.encoder().loginAnswers());
            }
            socket.getOutputStream().write(reading.bytes().getBytes());
            var answer = answer(reading);
            if (answer.length() > 0) {
                var got = in.readNBytes(answer.length());
                assertThat(got.length).as("answer to %s", captured.name()).isEqualTo(answer.length());
            }
            socket.shutdownOutput();
            // The end of the connection: everything before it has been handled.
            assertThat(in.readAllBytes())
                    .as("more answers to %s", captured.name())
                    .isEmpty();
        }
    }

    private static void readAnswers(DeviceService service, DataInputStream in, int answers) throws IOException {
        var read = Buffer.buffer();
        for (var left = answers; left > 0; ) {
            read.appendByte(in.readByte());
            if (service.encoder().answerLength(read, 0, read.length(), true) > 0) {
                read = Buffer.buffer();
                left--;
            }
        }
    }

    private static void datagram(DeviceService service, Case captured, Reading reading, String login)
            throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(ANSWER_TIMEOUT_MS);
            socket.connect(InetAddress.getLoopbackAddress(), engine.engine().udpPort(service.name()));
            var opening = service.datagramEncoder().login(login);
            if (opening.length() > 0) {
                socket.send(new DatagramPacket(opening.getBytes(), opening.length()));
            }
            socket.send(new DatagramPacket(
                    reading.bytes().getBytes(), reading.bytes().length()));
            var answer = answer(reading);
            if (answer.length() > 0) {
                var packet = new DatagramPacket(new byte[4_096], 4_096);
                socket.receive(packet);
                assertThat(packet.getLength())
                        .as("answer to %s", captured.name())
                        .isEqualTo(answer.length());
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer to " + captured.name(), e);
        }
    }

    /** What the frames are answered, when all is stored. */
    private static Buffer answer(Reading reading) {
        var all = Buffer.buffer();
        for (var frame : reading.frames()) {
            var answer = switch (frame) {
                case Frame.Positions positions ->
                    positions.ack().apply(Receipt.allStored(positions.fixes().size()));
                case Frame.Login login -> login.accepted();
                case Frame.Status status -> status.reply();
                case Frame.Heartbeat heartbeat -> heartbeat.reply();
                case Frame.Rejected rejected -> rejected.reply();
            };
            all.appendBuffer(answer == null ? Buffer.buffer() : answer);
        }
        return all;
    }

    private static void request(DeviceService service, Case captured) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var message = captured.request();
            var uri = URI.create(
                    "http://127.0.0.1:" + engine.engine().tcpPort(service.name()) + message.path() + query(message));
            var builder = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofMillis(ANSWER_TIMEOUT_MS))
                    .method(
                            message.method(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    message.body().getBytes()));
            message.headers().forEach(builder::header);
            var answer = client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            var refused = service.http().decode(message, new Arrival(true, System.currentTimeMillis()))
                    instanceof Frame.Rejected;
            assertThat(answer.statusCode())
                    .as("%s: %s", captured.name(), answer.body())
                    .isEqualTo(refused ? 400 : 200);
        }
    }

    private static String query(HttpProtocol.Request message) {
        var pairs = new ArrayList<String>();
        message.query()
                .forEach((name, values) -> values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
