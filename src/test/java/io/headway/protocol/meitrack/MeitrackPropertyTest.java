package io.headway.protocol.meitrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.StreamReads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MeitrackPropertyTest {
    private final MeitrackProtocol protocol = new MeitrackProtocol();
    private final MeitrackTracker tracker = new MeitrackTracker();

    @Property(tries = 100)
    void what_is_encoded_is_decoded(@ForAll("reports") List<Fix> sent, @ForAll @IntRange(min = 1) int serial) {
        var datagram = tracker.report(MeitrackMessages.IMEI, serial, sent);
        var frames = DatagramProtocol.of(protocol).decode(datagram, new Arrival(false, 0));
        assertThat(frames).hasSameSizeAs(sent);
        for (var i = 0; i < sent.size(); i++) {
            var expected = sent.get(i);
            var positions = (Frame.Positions) frames.get(i);
            assertThat(positions.uniqueId()).isEqualTo(MeitrackMessages.IMEI);
            var read = positions.fixes().getFirst();
            assertThat(read.recordedAtMs()).isEqualTo(expected.recordedAtMs());
            assertThat(read.latitude()).isCloseTo(expected.latitude(), within(1e-6));
            assertThat(read.longitude()).isCloseTo(expected.longitude(), within(1e-6));
            assertThat(read.speedKmh()).isCloseTo(expected.speedKmh(), within(0.06f));
            assertThat(read.headingDeg()).isEqualTo(expected.headingDeg());
            assertThat(read.altitudeM()).isEqualTo(expected.altitudeM());
            assertThat(read.satellites()).isEqualTo(expected.satellites());
            assertThat(read.valid()).isEqualTo(expected.valid());
            assertThat(new JsonObject(read.attributes())).isEqualTo(new JsonObject(expected.attributes()));
        }
    }

    @Property(tries = 500)
    void any_changed_byte_is_noticed(
            @ForAll("fixes") Fix fix,
            @ForAll @IntRange(min = 0) int where,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        var message = tracker.report(MeitrackMessages.IMEI, 1, List.of(fix));
        // Not the end of the line.
        var at = where % (message.length() - 2);
        // Letters of either case are the same digit of a checksum.
        if (at >= message.length() - 4 && change == 0x20) {
            return;
        }
        message.setByte(at, (byte) (message.getByte(at) ^ change));
        assertThat(protocol.decode(message, 0, message.length(), new Arrival(true, 0)))
                .isInstanceOf(Frame.Rejected.class);
    }

    @Property(tries = 100)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes) {
        var stream = tracker.report(MeitrackMessages.IMEI, 1, fixes)
                .appendBuffer(MeitrackMessages.binary("D00", Buffer.buffer("a\r\n$$*\r\n")))
                .appendBuffer(tracker.report(MeitrackMessages.IMEI, 2, fixes));
        assertThat(StreamReads.frames(protocol, true, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, true, stream, List.of()))
                .hasSize(2 * fixes.size() + 1);
    }

    @Provide
    Arbitrary<List<Fix>> reports() {
        return fixes().list().ofMinSize(1).ofMaxSize(7);
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(1_000_000_000, 4_000_000_000L),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.integers().between(-1_000, 9_000),
                        Arbitraries.floats().between(0, 400),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(true, false))
                .as((time, lat, lng, altitude, speed, heading, satellites, valid) -> new Fix(
                        time * 1_000,
                        lat,
                        lng,
                        altitude,
                        speed,
                        heading,
                        Float.NaN,
                        satellites,
                        valid,
                        "{\"event\":35,\"rssi\":20,\"hdop\":1.5,\"odometer_m\":123456,\"outputs\":1,\"inputs\":2}"));
    }
}
