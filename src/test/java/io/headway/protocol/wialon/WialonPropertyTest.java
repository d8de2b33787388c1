package io.headway.protocol.wialon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.StreamReads;
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

class WialonPropertyTest {
    private static final String DEVICE = "356307042441013";

    private final WialonProtocol protocol = new WialonProtocol();
    private final WialonTracker tracker = new WialonTracker();

    @Property(tries = 100)
    void what_is_encoded_is_decoded(@ForAll("reports") List<Fix> sent) {
        var message = tracker.report(DEVICE, 1, sent);
        assertThat(protocol.frameLength(message, 0, message.length(), true)).isEqualTo(message.length());
        agree((Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(true, 0)), sent, null);
        var datagram = new WialonDatagramTracker().report(DEVICE, 1, sent);
        var frames = DatagramProtocol.of(protocol).decode(datagram, new Arrival(false, 0));
        agree((Frame.Positions) frames.getFirst(), sent, DEVICE);
    }

    @Property(tries = 500)
    void any_changed_byte_of_the_content_or_checksum_is_noticed(
            @ForAll("fixes") Fix fix,
            @ForAll @IntRange(min = 0) int where,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        var message = tracker.report(DEVICE, 1, List.of(fix));
        var at = 3 + where % (message.length() - 5);
        var changed = message.getByte(at) ^ change;
        // Letters of either case are the same digit of a checksum, and a line's end in a line ends it. Without the
        // separator before it the checksum is a part of the last parameter, and with one as its last digit it is
        // another parameter: both are messages of version 1.1, which has no checksum.
        var isSeparator = at == message.length() - 7;
        var endsWithSeparator = at == message.length() - 3 && (changed & 0xFF) == ';';
        if (isSeparator
                || endsWithSeparator
                || (at >= message.length() - 6 && change == 0x20)
                || (changed & 0xFF) == '\n') {
            return;
        }
        message.setByte(at, (byte) changed);
        assertThat(protocol.decode(message, 0, message.length(), new Arrival(true, 0)))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
    }

    @Property(tries = 100)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes) {
        var stream = tracker.login(DEVICE)
                .appendBuffer(tracker.report(DEVICE, 1, fixes))
                .appendString("#I#5;0;1;NA;NA;a\r\n\n\n\n\n\n\r\n#P#\r\n");
        assertThat(StreamReads.frames(protocol, false, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, false, stream, List.of()))
                .hasSize(5);
    }

    private static void agree(Frame.Positions positions, List<Fix> sent, String uniqueId) {
        assertThat(positions.uniqueId()).isEqualTo(uniqueId);
        assertThat(positions.fixes()).hasSameSizeAs(sent);
        for (var i = 0; i < sent.size(); i++) {
            var expected = sent.get(i);
            var read = positions.fixes().get(i);
            assertThat(read.recordedAtMs()).isEqualTo(expected.recordedAtMs());
            assertThat(read.latitude()).isCloseTo(expected.latitude(), within(1e-7));
            assertThat(read.longitude()).isCloseTo(expected.longitude(), within(1e-7));
            assertThat(read.speedKmh()).isCloseTo(expected.speedKmh(), within(0.01f));
            assertThat(read.headingDeg()).isCloseTo(expected.headingDeg(), within(0.01f));
            assertThat(read.altitudeM()).isCloseTo(expected.altitudeM(), within(0.1f));
            assertThat(read.satellites()).isEqualTo(expected.satellites());
            assertThat(new JsonObject(read.attributes())).isEqualTo(new JsonObject(expected.attributes()));
        }
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
                        Arbitraries.of(
                                "{}",
                                "{\"hdop\":1.5,\"inputs\":3,\"ignition\":true,\"motion\":false,\"power_v\":12.5,"
                                        + "\"odometer_m\":123456}"))
                .as((time, lat, lng, altitude, speed, heading, satellites, attributes) -> new Fix(
                        time * 1_000, lat, lng, altitude, speed, heading, Float.NaN, satellites, true, attributes));
    }
}
