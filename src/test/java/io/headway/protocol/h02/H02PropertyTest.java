package io.headway.protocol.h02;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
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

class H02PropertyTest {
    private static final String DEVICE = "4106000054";
    /** A minute has four decimals, and the last is rounded. */
    private static final double PLACE_RESOLUTION_DEG = 1e-4 / 60;

    private final H02Protocol protocol = new H02Protocol();
    private final H02Tracker tracker = new H02Tracker();

    @Property
    void what_is_encoded_is_decoded(@ForAll("fixes") Fix sent) {
        var message = tracker.report(DEVICE, 1, List.of(sent));
        var positions = (Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(false, 0));
        var read = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo(DEVICE);
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isCloseTo(sent.latitude(), within(PLACE_RESOLUTION_DEG));
        assertThat(read.longitude()).isCloseTo(sent.longitude(), within(PLACE_RESOLUTION_DEG));
        assertThat(read.speedKmh()).isCloseTo(sent.speedKmh(), within(0.01f));
        assertThat(read.headingDeg()).isEqualTo(sent.headingDeg());
        assertThat(read.valid()).isEqualTo(sent.valid());
        assertThat(read.attributes())
                .contains(sent.attributes().substring(1, sent.attributes().length() - 1));
    }

    @Property(tries = 100)
    void every_message_of_a_report_is_acknowledged_as_the_tracker_awaits_it(
            @ForAll @Size(min = 1, max = 5) List<@From("fixes") Fix> fixes) {
        var report = tracker.report(DEVICE, 1, fixes);
        var answers = Buffer.buffer();
        for (var from = 0; from < report.length(); ) {
            var length = protocol.frameLength(report, from, report.length(), true);
            var positions = (Frame.Positions) protocol.decode(report, from, length, new Arrival(true, 0));
            answers.appendBuffer(positions.ack().apply(Receipt.allStored(1)));
            from += length;
        }
        var read = 0;
        for (var from = 0; from < answers.length(); read++) {
            var length = tracker.answerLength(answers, from, answers.length(), false);
            assertThat(length).isPositive();
            assertThat(tracker.isPositive(answers, from, length)).isTrue();
            from += length;
        }
        assertThat(read).isEqualTo(tracker.reportAnswers(fixes.size()));
    }

    @Property(tries = 300)
    void texts_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll @Size(min = 1, max = 4) List<@From("fixes") Fix> fixes,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 90) Integer> readBytes) {
        var stream = tracker.report(DEVICE, 1, fixes).appendString("\r\n*HQ,4106000054,HTBT#");
        assertThat(StreamReads.frames(protocol, true, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, true, stream, List.of()));
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(946_684_800L, 4_102_444_799L),
                        Arbitraries.integers().between(-900_000_000, 900_000_000),
                        Arbitraries.integers().between(-1_800_000_000, 1_800_000_000),
                        Arbitraries.integers().between(0, 4_000),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((seconds, lat, lng, speed, heading, valid, ignition) -> new Fix(
                        seconds * 1_000,
                        lat / 1e7,
                        lng / 1e7,
                        Float.NaN,
                        speed / 10f,
                        heading,
                        Float.NaN,
                        -1,
                        valid,
                        "{\"ignition\":" + ignition + "}"));
    }
}
