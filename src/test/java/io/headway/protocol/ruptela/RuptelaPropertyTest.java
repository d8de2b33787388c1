package io.headway.protocol.ruptela;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.StreamReads;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RuptelaPropertyTest {
    private static final String IMEI = "863514052765894";

    private final RuptelaProtocol protocol = new RuptelaProtocol();
    private final RuptelaTracker tracker = new RuptelaTracker();

    @Property
    void what_is_sent_is_decoded(@ForAll("reports") List<Fix> fixes) {
        var packet = tracker.report(IMEI, 1, fixes);
        assertThat(protocol.frameLength(packet, 0, packet.length(), false)).isEqualTo(packet.length());
        var positions = (Frame.Positions) protocol.decode(packet, 0, packet.length(), new Arrival(false, 0));
        assertThat(positions.uniqueId()).isEqualTo(IMEI);
        assertThat(positions.fixes()).hasSameSizeAs(fixes);
        for (var i = 0; i < fixes.size(); i++) {
            var sent = fixes.get(i);
            var read = positions.fixes().get(i);
            assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
            assertThat(read.latitude()).isCloseTo(sent.latitude(), within(1e-7));
            assertThat(read.longitude()).isCloseTo(sent.longitude(), within(1e-7));
            assertThat(read.altitudeM()).isCloseTo(sent.altitudeM(), within(0.05f));
            assertThat(read.speedKmh()).isEqualTo(sent.speedKmh());
            assertThat(read.headingDeg()).isCloseTo(sent.headingDeg(), within(0.01f));
            assertThat(read.valid()).isEqualTo(sent.valid());
            var attributes = new JsonObject(read.attributes());
            new JsonObject(sent.attributes())
                    .forEach(entry ->
                            assertThat(attributes.getValue(entry.getKey())).isEqualTo(entry.getValue()));
        }
        var ack = positions.ack().apply(Receipt.allStored(fixes.size()));
        assertThat(tracker.answerLength(ack, 0, ack.length(), false)).isEqualTo(ack.length());
        assertThat(tracker.isPositive(ack, 0, ack.length())).isTrue();
    }

    @Property
    void any_changed_byte_of_the_content_or_checksum_is_noticed(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @IntRange(min = 0) int where,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        var packet = tracker.report(IMEI, 1, fixes);
        var at = 2 + where % (packet.length() - 2);
        packet.setByte(at, (byte) (packet.getByte(at) ^ change));
        assertThat(protocol.decode(packet, 0, packet.length(), new Arrival(true, 0)))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
    }

    @Property
    void every_shorter_frame_is_refused(@ForAll("reports") List<Fix> fixes, @ForAll @IntRange(min = 0) int cut) {
        var packet = tracker.report(IMEI, 1, fixes);
        var length = 1 + cut % (packet.length() - 1);
        assertThat(protocol.decode(packet, 0, length, new Arrival(true, 0))).isInstanceOf(Frame.Rejected.class);
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> reads) {
        var stream = tracker.login(IMEI)
                .appendBuffer(tracker.report(IMEI, 1, fixes))
                .appendBuffer(tracker.report(IMEI, 2, fixes));
        assertThat(StreamReads.frames(protocol, true, stream, reads))
                .isEqualTo(StreamReads.frames(protocol, true, stream, List.of()))
                .hasSize(3);
    }

    @Example
    void answers_to_the_login_say_yes_or_no() {
        var packet = tracker.login(IMEI);
        var login = (Frame.Login) protocol.decode(packet, 0, packet.length(), new Arrival(false, 0));
        assertThat(tracker.isPositive(login.accepted(), 0, login.accepted().length()))
                .isTrue();
        assertThat(tracker.isPositive(login.refused(), 0, login.refused().length()))
                .isFalse();
    }

    @Provide
    Arbitrary<List<Fix>> reports() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 0xFFFF_FFFFL),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.integers().between(-4_090, 61_000),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(0, 35_999),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of("{}", "{\"ignition\":true,\"odometer_m\":1234567}", "{\"power_v\":12.34}"))
                .as((time, latitude, longitude, altitude, speed, heading, satellites, attributes) -> new Fix(
                        time * 1_000,
                        latitude,
                        longitude,
                        altitude / 10f,
                        speed,
                        heading / 100f,
                        Float.NaN,
                        satellites,
                        satellites > 0,
                        attributes))
                .list()
                .ofMinSize(1)
                .ofMaxSize(tracker.maxFixes());
    }
}
