package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.testing.conformance.Captures;
import io.headway.testing.conformance.Captures.Case;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Captured messages of real trackers through each decoder alone. What deviates, and why, stands in each protocol's captures.json. */
class ConformanceTest {
    private static final long HOUR_MS = 3_600_000;

    @Test
    void every_protocol_that_has_captures_is_registered() throws IOException {
        assumeTrue(Captures.available(), "captured messages are absent: not tested");
        assertThat(Protocols.byName().keySet()).containsAll(Captures.files());
    }

    @TestFactory
    Stream<DynamicContainer> decodes_as_captured() {
        assumeTrue(Captures.available(), "captured messages are absent: not tested");
        return Protocols.all().stream().map(service -> {
            var captures = Captures.of(service.name());
            return dynamicContainer(
                    service.name(),
                    captures.cases().stream()
                            .map(captured -> dynamicTest(captured.name(), () -> agree(service, captures, captured))));
        });
    }

    private static void agree(DeviceService service, Captures captures, Case captured) {
        var frames = decode(service, captures, captured);
        if (captured.frame() != null) {
            assertThat(frames)
                    .extracting(frame -> frame.getClass().getSimpleName())
                    .containsOnly(captured.frame());
            return;
        }
        if (!captured.checksumOk()) {
            assertThat(frames)
                    .allSatisfy(frame -> assertThat(frame)
                            .isInstanceOfSatisfying(
                                    Frame.Rejected.class,
                                    rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM)));
            return;
        }
        assertThat(frames).as("%s", frames).noneMatch(Frame.Rejected.class::isInstance);
        var fixes = frames.stream()
                .filter(Frame.Positions.class::isInstance)
                .flatMap(frame -> ((Frame.Positions) frame).fixes().stream())
                .toList();
        frames.forEach(ConformanceTest::answersAndAttributesAreWhole);
        if (captured.hasFix()) {
            assertThat(fixes).as("positions").hasSameSizeAs(captured.positions());
            for (var i = 0; i < fixes.size(); i++) {
                assertThat(captured.positions().get(i).differences(fixes.get(i)))
                        .as("%s of %s", captured.positions().get(i).json(), fixes.get(i))
                        .isEmpty();
            }
            return;
        }
        assertThat(fixes).as("positions").isEmpty();
        if (!captured.positions().isEmpty()) {
            assertThat(frames).anyMatch(Frame.Status.class::isInstance);
        }
    }

    /** As bytes of a stream, from a device that is logged in or not, or as a datagram, or as a request: what is not refused counts. */
    private static List<Frame> decode(DeviceService service, Captures captures, Case captured) {
        if (captured.request() != null) {
            return List.of(service.http().decode(captured.request(), arrival(captured, true)));
        }
        var stream = service.stream();
        var bytes = Wire.of(service.name(), captured.bytes());
        var message = bytes.copy().appendBuffer(captures.delimiter());
        List<List<Frame>> readings = new ArrayList<>();
        for (var loggedIn : new boolean[] {true, false}) {
            var length = stream.frameLength(message, 0, message.length(), loggedIn);
            if (length == message.length() || length == bytes.length()) {
                readings.add(List.of(stream.decode(message, 0, length, arrival(captured, loggedIn))));
            }
        }
        if (service.datagrams() != null) {
            readings.add(service.datagrams().decode(captured.bytes(), arrival(captured, true)));
        }
        return readings.stream()
                .filter(frames -> frames.stream().noneMatch(Frame.Rejected.class::isInstance))
                .findFirst()
                .orElseGet(readings::getFirst);
    }

    /** An hour after its first fix: a message without a date is of the same day. */
    private static Arrival arrival(Case captured, boolean loggedIn) {
        var atMs = captured.positions().stream()
                .filter(Captures.Expected::hasFix)
                .map(expected ->
                        Instant.parse(expected.json().getString("time")).toEpochMilli() + HOUR_MS)
                .findFirst()
                .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli());
        return new Arrival(loggedIn, atMs);
    }

    private static void answersAndAttributesAreWhole(Frame frame) {
        switch (frame) {
            case Frame.Positions positions -> {
                var ack = positions
                        .ack()
                        .apply(Receipt.allStored(positions.fixes().size()));
                assertThat(ack == null || ack.length() < 4_096).isTrue();
                positions.fixes().forEach(ConformanceTest::ofTheVocabulary);
            }
            case Frame.Status status -> ofTheVocabulary(status.attributes());
            case Frame.Login login -> assertThat(login.uniqueId()).isNotBlank();
            case Frame.Heartbeat _ -> {}
            case Frame.Rejected rejected -> assertThat(rejected.detail()).isNotBlank();
        }
    }

    private static void ofTheVocabulary(Fix fix) {
        ofTheVocabulary(fix.attributes());
    }

    /** A name is the vocabulary's with the vocabulary's kind of value, or {@code io<N>}, or the maker's own behind the protocol's. */
    private static void ofTheVocabulary(String attributes) {
        new JsonObject(attributes).forEach(entry -> {
            var known = Attribute.of(entry.getKey());
            if (known != null) {
                assertThat(entry.getValue())
                        .as(entry.getKey())
                        .isInstanceOf(
                                switch (known.kind()) {
                                    case FLAG -> Boolean.class;
                                    case NUMBER -> Number.class;
                                    case TEXT -> String.class;
                                    case ANY -> Object.class;
                                    case ARRAY -> io.vertx.core.json.JsonArray.class;
                                });
            } else {
                assertThat(entry.getKey()).matches("io\\d+|[a-z0-9]+_.+|[a-zA-Z_][A-Za-z0-9_.:-]*");
            }
        });
    }

    /** What the file leaves out of the bytes on the wire. */
    private static final class Wire {
        private static final char JT808_FLAG = 0x7E;
        private static final char JT808_ESCAPE = 0x7D;

        private Wire() {}

        static Buffer of(String protocol, Buffer bytes) {
            return protocol.equals("jt808") ? escaped(bytes) : bytes.copy();
        }

        /** JT/T 808, section "Transferred meaning": 7E is sent as 7D 02, 7D as 7D 01, but for the flags at both ends. */
        private static Buffer escaped(Buffer bytes) {
            var out = Buffer.buffer();
            for (var i = 0; i < bytes.length(); i++) {
                int b = bytes.getUnsignedByte(i);
                var inside = i > 0 && i < bytes.length() - 1;
                if (inside && (b == JT808_FLAG || b == JT808_ESCAPE)) {
                    out.appendByte((byte) JT808_ESCAPE).appendByte((byte) (b == JT808_FLAG ? 2 : 1));
                } else {
                    out.appendByte((byte) b);
                }
            }
            return out;
        }
    }
}
