package io.headway.protocol.jt808;

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
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Jt808PropertyTest {
    /** 2000-01-01T00:00 by the clock of China, and 99 years later. */
    private static final long FIRST_S = 946_656_000L;

    private static final long LAST_S = 4_070_000_000L;

    private final Jt808Protocol protocol = new Jt808Protocol();
    private final Jt808Tracker tracker = new Jt808Tracker();

    @Property
    void what_is_sent_is_decoded(
            @ForAll("phones") String phone,
            @ForAll @IntRange(max = 0xFFFF) int serial,
            @ForAll("reports") List<Fix> fixes) {
        var message = tracker.report(phone, serial, fixes);
        assertThat(protocol.frameLength(message, 0, message.length(), false)).isEqualTo(message.length());
        var positions = (Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(false, 0));
        assertThat(positions.uniqueId()).isEqualTo(phone);
        assertThat(positions.fixes()).hasSameSizeAs(fixes);
        for (var i = 0; i < fixes.size(); i++) {
            var sent = fixes.get(i);
            var read = positions.fixes().get(i);
            assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
            assertThat(read.latitude()).isCloseTo(sent.latitude(), within(6e-7));
            assertThat(read.longitude()).isCloseTo(sent.longitude(), within(6e-7));
            assertThat(read.altitudeM()).isEqualTo(sent.altitudeM());
            assertThat(read.speedKmh()).isCloseTo(sent.speedKmh(), within(0.06f));
            assertThat(read.headingDeg()).isEqualTo(sent.headingDeg());
            assertThat(read.satellites()).isEqualTo(sent.satellites());
            assertThat(read.valid()).isEqualTo(sent.valid());
            var attributes = new JsonObject(read.attributes());
            new JsonObject(sent.attributes())
                    .forEach(entry ->
                            assertThat(attributes.getValue(entry.getKey())).isEqualTo(entry.getValue()));
        }
        var ack = positions.ack().apply(Receipt.allStored(fixes.size()));
        assertThat(tracker.answerLength(ack, 0, ack.length(), false)).isEqualTo(ack.length());
        assertThat(tracker.answerLength(ack, 0, ack.length() - 1, false)).isZero();
        assertThat(tracker.isPositive(ack, 0, ack.length())).isTrue();
    }

    @Property
    void answers_to_the_login_say_yes_or_no(@ForAll("phones") String phone) {
        var message = tracker.login(phone);
        var login = (Frame.Login) protocol.decode(message, 0, message.length(), new Arrival(false, 0));
        assertThat(login.uniqueId()).isEqualTo(phone);
        assertThat(tracker.isPositive(login.accepted(), 0, login.accepted().length()))
                .isTrue();
        assertThat(tracker.isPositive(login.refused(), 0, login.refused().length()))
                .isFalse();
    }

    /** Changed before it is escaped: on the wire a byte may become a flag or an escape, and then end the frame or join two bytes. */
    @Property
    void any_changed_byte_is_noticed(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @IntRange(min = 0) int where,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        var frame = tracker.report("13511221122", 1, fixes);
        var message = Jt808Marks.STANDARD.unescape(frame, 1, frame.length() - 1);
        var at = where % message.length();
        message.setByte(at, (byte) (message.getByte(at) ^ change));
        var changed = Jt808Marks.STANDARD.frame(message);
        assertThat(protocol.decode(changed, 0, changed.length(), new Arrival(true, 0)))
                .isInstanceOf(Frame.Rejected.class);
    }

    @Property
    void what_is_escaped_comes_back(@ForAll byte[] bytes, @ForAll Jt808Marks marks) {
        var content = Buffer.buffer(bytes);
        var frame = marks.frame(content);
        assertThat(marks.unescape(frame, 1, frame.length() - 1)).isEqualTo(content);
        for (var i = 1; i < frame.length() - 1; i++) {
            assertThat(frame.getUnsignedByte(i)).isNotEqualTo((short) marks.flag());
        }
    }

    @Property
    void message_without_its_last_flag_is_the_same(@ForAll("reports") List<Fix> fixes) {
        var message = tracker.report("13511221122", 1, fixes);
        var cut = (Frame.Positions) protocol.decode(message, 0, message.length() - 1, new Arrival(true, 0));
        var whole = (Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(true, 0));
        assertThat(cut.fixes()).isEqualTo(whole.fixes());
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("reports") List<Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> reads) {
        var stream = tracker.login("13511221122")
                .appendString("\r\n")
                .appendBuffer(tracker.report("13511221122", 1, fixes))
                .appendString("(794104004140,1,001,ELOCK,3,1)")
                .appendBuffer(tracker.report("13511221122", 2, fixes));
        assertThat(StreamReads.frames(protocol, true, stream, reads))
                .isEqualTo(StreamReads.frames(protocol, true, stream, List.of()))
                .hasSize(6);
    }

    @Provide
    Arbitrary<String> phones() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 999_999_999_999L).map(String::valueOf),
                Arbitraries.longs()
                        .between(100_000_000_000_000L, 999_999_999_999_999L)
                        .map(String::valueOf));
    }

    @Provide
    Arbitrary<List<Fix>> reports() {
        return Combinators.combine(
                        Arbitraries.longs().between(FIRST_S, LAST_S),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.integers().between(-400, 9_000),
                        Arbitraries.integers().between(0, 3_000),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.integers().between(-1, 40),
                        Arbitraries.of(
                                "{}",
                                "{\"ignition\":true,\"odometer_m\":1234500,\"fuel_l\":41.5}",
                                "{\"ignition\":false,\"power_v\":12.34,\"battery_pct\":87}"))
                .as((time, latitude, longitude, altitude, speed, heading, satellites, attributes) -> new Fix(
                        time * 1_000,
                        latitude,
                        longitude,
                        altitude,
                        speed / 10f,
                        heading,
                        Float.NaN,
                        satellites,
                        satellites > 3,
                        attributes))
                .list()
                .ofMinSize(1)
                .ofMaxSize(tracker.maxFixes());
    }
}
