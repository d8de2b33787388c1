package io.headway.protocol.nmea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.StreamReads;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NmeaPropertyTest {
    private static final String DEVICE = "355797031609200";
    /** A minute has six decimals. */
    private static final double PLACE_RESOLUTION_DEG = 1e-6 / 60;

    private final NmeaProtocol protocol = new NmeaProtocol();
    private final NmeaTracker tracker = new NmeaTracker();

    @Property
    void what_is_encoded_is_decoded(@ForAll("fixes") Fix sent) {
        var line = tracker.report(DEVICE, 1, List.of(sent));
        var positions = (Frame.Positions) protocol.decode(line, 0, line.length(), new Arrival(false, 0));
        var read = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo(DEVICE);
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isCloseTo(sent.latitude(), within(PLACE_RESOLUTION_DEG));
        assertThat(read.longitude()).isCloseTo(sent.longitude(), within(PLACE_RESOLUTION_DEG));
        assertThat(read.speedKmh()).isCloseTo(sent.speedKmh(), within(0.001f));
        assertThat(read.headingDeg()).isCloseTo(sent.headingDeg(), within(0.001f));
        assertThat(read.valid()).isEqualTo(sent.valid());
    }

    @Property
    void any_changed_character_of_the_sentence_is_noticed(
            @ForAll("fixes") Fix sent,
            @ForAll @IntRange(min = 0) int where,
            @ForAll @IntRange(min = 1, max = 8) int bit) {
        var line = tracker.report(DEVICE, 1, List.of(sent));
        var dollar = DEVICE.length();
        var star = line.length() - 5;
        var at = dollar + 1 + where % (star - dollar - 1);
        line.setByte(at, (byte) (line.getByte(at) ^ (1 << (bit - 1))));
        assertThat(protocol.decode(line, 0, line.length(), new Arrival(true, 0)))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll @Size(min = 1, max = 4) List<@From("fixes") Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 90) Integer> readBytes) {
        var stream = Buffer.buffer("$IMEI=" + DEVICE + "\r\n").appendBuffer(tracker.report(DEVICE, 1, fixes));
        assertThat(StreamReads.frames(protocol, true, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, true, stream, List.of()));
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(946_684_800_000L, 4_102_444_799_999L),
                        Arbitraries.integers().between(-900_000_000, 900_000_000),
                        Arbitraries.integers().between(-1_800_000_000, 1_800_000_000),
                        Arbitraries.integers().between(0, 4_000),
                        Arbitraries.integers().between(0, 3_599),
                        Arbitraries.of(true, false))
                .as((time, lat, lng, speed, heading, valid) -> new Fix(
                        time, lat / 1e7, lng / 1e7, Float.NaN, speed / 10f, heading / 10f, Float.NaN, -1, valid, "{}"));
    }
}
