package io.headway.protocol.queclink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.StreamReads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QueclinkPropertyTest {
    private static final String IMEI = "864696060004173";
    private static final byte[] HEX_HEARTBEAT =
            HexFormat.of().parseHex("2B484244EB1E010C01235C1F0343231B0007DC011E092026000DE29C0D0A");

    private final QueclinkProtocol protocol = new QueclinkProtocol();
    private final QueclinkTracker tracker = new QueclinkTracker();

    @Property
    void what_is_encoded_is_decoded(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @IntRange(min = 1, max = 100_000) int serial,
            @ForAll boolean ignition) {
        var sent = new ArrayList<>(fixes);
        sent.set(sent.size() - 1, with(sent.getLast(), "{\"ignition\":" + ignition + ",\"power_v\":12.5}"));
        var report = tracker.report(IMEI, serial, sent);
        assertThat(protocol.frameLength(report, 0, report.length(), false)).isEqualTo(report.length());
        var frame = (Frame.Positions) protocol.decode(report, 0, report.length(), new Arrival(false, 0));
        assertThat(frame.uniqueId()).isEqualTo(IMEI);
        assertThat(frame.fixes()).hasSameSizeAs(fixes);
        for (var i = 0; i < fixes.size(); i++) {
            agree(frame.fixes().get(i), fixes.get(i));
        }
        var attributes = new JsonObject(frame.fixes().getLast().attributes());
        assertThat(attributes.getBoolean("ignition")).isEqualTo(ignition);
        assertThat(attributes.getDouble("power_v")).isEqualTo(12.5);
        var answer = frame.ack().apply(Receipt.allStored(fixes.size()));
        assertThat(tracker.answerLength(answer, 0, answer.length(), false)).isEqualTo(answer.length());
        assertThat(tracker.answerLength(answer, 0, answer.length() - 1, false)).isZero();
        assertThat(tracker.isPositive(answer, 0, answer.length())).isTrue();
    }

    private static void agree(Fix read, Fix sent) {
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isCloseTo(sent.latitude(), within(1e-9));
        assertThat(read.longitude()).isCloseTo(sent.longitude(), within(1e-9));
        assertThat(read.altitudeM()).isEqualTo(sent.altitudeM());
        assertThat(read.speedKmh()).isEqualTo(sent.speedKmh());
        assertThat(read.headingDeg()).isEqualTo(sent.headingDeg());
        assertThat(read.satellites()).isEqualTo(sent.satellites());
        assertThat(read.valid()).isEqualTo(sent.valid());
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes) {
        var stream = tracker.report(IMEI, 1, fixes)
                .appendString("\r\n")
                .appendBytes(HEX_HEARTBEAT)
                .appendBuffer(tracker.report(IMEI, 2, fixes));
        assertThat(withoutPadding(stream, readBytes))
                .isEqualTo(withoutPadding(stream, List.of()))
                .hasSize(3);
    }

    /** Padding that arrives in two reads is two frames of nothing. */
    private List<Object> withoutPadding(Buffer stream, List<Integer> readBytes) {
        var frames = StreamReads.frames(protocol, false, stream, readBytes);
        frames.removeIf(new Frame.Heartbeat(null, null)::equals);
        return frames;
    }

    @Property
    void any_changed_byte_of_a_frame_in_bytes_is_noticed(
            @ForAll @IntRange(min = 6, max = 27) int at, @ForAll @IntRange(min = 1, max = 255) int change) {
        var bytes = HEX_HEARTBEAT.clone();
        bytes[at] ^= (byte) change;
        assertThat(protocol.decode(Buffer.buffer(bytes), 0, bytes.length, new Arrival(false, 0)))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
    }

    @Provide
    Arbitrary<List<Fix>> reports() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2_000_000_000),
                        Arbitraries.integers().between(-90_000_000, 90_000_000),
                        Arbitraries.integers().between(-180_000_000, 180_000_000),
                        Arbitraries.integers().between(-5_000, 99_999),
                        Arbitraries.integers().between(0, 9_999),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.integers().between(-1, 72),
                        Arbitraries.of(true, false))
                .as((seconds, lat, lng, altitude, speed, heading, satellites, valid) -> new Fix(
                        seconds * 1_000L,
                        lat / 1e6,
                        lng / 1e6,
                        (float) (altitude / 10.0),
                        (float) (speed / 10.0),
                        heading,
                        Float.NaN,
                        satellites,
                        valid,
                        "{}"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    private static Fix with(Fix fix, String attributes) {
        return new Fix(
                fix.recordedAtMs(),
                fix.latitude(),
                fix.longitude(),
                fix.altitudeM(),
                fix.speedKmh(),
                fix.headingDeg(),
                fix.accuracyM(),
                fix.satellites(),
                fix.valid(),
                attributes);
    }
}
