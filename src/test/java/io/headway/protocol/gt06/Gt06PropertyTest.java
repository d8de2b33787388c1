package io.headway.protocol.gt06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
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
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;

class Gt06PropertyTest {
    /** Half a unit of 1/1,800,000 of a degree. */
    private static final double HALF_UNIT = 0.5 / 1_800_000 + 1e-12;

    private final Gt06Protocol protocol = new Gt06Protocol();
    private final Gt06Tracker tracker = new Gt06Tracker();

    @Property
    void what_a_tracker_reports_is_decoded_and_answered_positively(
            @ForAll("fixes") Fix fix, @ForAll @IntRange(min = 1, max = 0xFFFF) int serial) {
        var report = tracker.report("359710049032874", serial, List.of(fix));
        assertThat(protocol.frameLength(report, 0, report.length(), true)).isEqualTo(report.length());
        var positions = (Frame.Positions) decode(report);
        var decoded = positions.fixes().getFirst();
        assertThat(decoded.recordedAtMs()).isEqualTo(fix.recordedAtMs());
        assertThat(decoded.latitude()).isCloseTo(fix.latitude(), within(HALF_UNIT));
        assertThat(decoded.longitude()).isCloseTo(fix.longitude(), within(HALF_UNIT));
        assertThat(decoded.speedKmh()).isEqualTo(fix.speedKmh());
        assertThat(decoded.headingDeg()).isEqualTo(fix.headingDeg());
        assertThat(decoded.satellites()).isEqualTo(fix.satellites());
        assertThat(decoded.valid()).isEqualTo(fix.valid());
        var attributes = new JsonObject(decoded.attributes());
        attributes.remove("event");
        assertThat(attributes).isEqualTo(new JsonObject(fix.attributes()));

        var answer = positions.ack().apply(Receipt.allStored(1));
        assertThat(tracker.answerLength(answer, 0, answer.length(), false)).isEqualTo(answer.length());
        assertThat(tracker.answerLength(answer, 0, answer.length() - 1, false)).isZero();
        assertThat(tracker.isPositive(answer, 0, answer.length())).isTrue();
    }

    @Property
    void an_imei_comes_back_from_the_login(@ForAll("imeis") String imei) {
        assertThat(decode(tracker.login(imei)))
                .isInstanceOfSatisfying(
                        Frame.Login.class, login -> assertThat(login.uniqueId()).isEqualTo(imei));
    }

    @Property
    void any_changed_byte_is_noticed(
            @ForAll("fixes") Fix fix,
            @ForAll @IntRange(min = 0, max = 10_000) int where,
            @ForAll @ByteRange(min = 1, max = 127) byte change) {
        var report = tracker.report("359710049032874", 1, List.of(fix));
        var at = where % report.length();
        report.setByte(at, (byte) (report.getByte(at) ^ change));
        assertThat(decode(report)).isInstanceOf(Frame.Rejected.class);
    }

    @Property
    void every_packet_cut_short_is_refused(@ForAll("fixes") Fix fix, @ForAll @IntRange(min = 3) int cut) {
        var report = tracker.report("359710049032874", 1, List.of(fix));
        var length = 1 + cut % (report.length() - 3);
        assertThat(protocol.decode(report, 0, length, new Arrival(true, 0))).isInstanceOf(Frame.Rejected.class);
    }

    @Property
    void the_split_of_the_stream_does_not_matter(
            @ForAll("streams") List<Fix> fixes, @ForAll List<@IntRange(min = 1, max = 60) Integer> readBytes) {
        var stream = tracker.login("359710049032874");
        for (var i = 0; i < fixes.size(); i++) {
            stream.appendBuffer(tracker.report("359710049032874", i + 1, List.of(fixes.get(i))));
        }
        assertThat(StreamReads.frames(protocol, false, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, false, stream, List.of(stream.length())));
    }

    private Frame decode(Buffer packet) {
        return protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
    }

    @Provide
    Arbitrary<String> imeis() {
        return Arbitraries.strings()
                .numeric()
                .ofLength(14)
                .map(digits -> Math.floorMod(digits.hashCode(), 9) + 1 + digits);
    }

    @Provide
    Arbitrary<List<Fix>> streams() {
        return fixes().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Fix> fixes() {
        var attributes = Arbitraries.of(
                "{}",
                "{\"ignition\":true}",
                "{\"ignition\":false,\"odometer_m\":4294967295}",
                "{\"odometer_m\":0}",
                "{\"mcc\":262,\"mnc\":2,\"lac\":4660,\"cell_id\":16777215,\"ignition\":true,\"archive\":true}");
        return Combinators.combine(
                        Arbitraries.longs().between(946_684_800L, 4_102_444_799L),
                        Arbitraries.doubles().between(-90, 90).ofScale(7),
                        Arbitraries.doubles().between(-180, 180).ofScale(7),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.of(true, false),
                        attributes)
                .as((seconds, lat, lng, speed, heading, satellites, valid, json) -> new Fix(
                        seconds * 1_000, lat, lng, Float.NaN, speed, heading, Float.NaN, satellites, valid, json));
    }
}
