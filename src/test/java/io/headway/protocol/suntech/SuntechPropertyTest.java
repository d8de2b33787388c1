package io.headway.protocol.suntech;

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

class SuntechPropertyTest {
    private static final Arrival ARRIVAL = new Arrival(true, 0);

    private final SuntechProtocol protocol = new SuntechProtocol();
    private final SuntechTracker tracker = SuntechTracker.overTcp();
    private final String identity = tracker.identity(7);

    @Property(tries = 200)
    void what_is_encoded_is_decoded(@ForAll("fixes") Fix sent, @ForAll @IntRange(min = 1) int serial) {
        var report = tracker.report(identity, serial, List.of(sent));
        assertThat(protocol.frameLength(report, 0, report.length(), true)).isEqualTo(report.length());
        var positions = (Frame.Positions) protocol.decode(report, 0, report.length(), ARRIVAL);
        assertThat(positions.uniqueId()).isEqualTo(identity);
        var read = positions.fixes().getFirst();
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isCloseTo(sent.latitude(), within(1e-6));
        assertThat(read.longitude()).isCloseTo(sent.longitude(), within(1e-6));
        assertThat(read.speedKmh()).isCloseTo(sent.speedKmh(), within(0.001f));
        assertThat(read.headingDeg()).isCloseTo(sent.headingDeg(), within(0.01f));
        assertThat(read.satellites()).isEqualTo(sent.satellites());
        assertThat(read.valid()).isEqualTo(sent.valid());
        var expected = new JsonObject(sent.attributes())
                .put("firmware", "315")
                .put("suntech_cell", "2F100")
                .put("status", 2)
                .put("index", serial % 10_000);
        assertThat(new JsonObject(read.attributes())).isEqualTo(expected);
    }

    @Property(tries = 50)
    void a_tracker_over_udp_takes_the_answer_to_its_report(@ForAll("fixes") Fix sent) {
        var overUdp = SuntechTracker.overUdp();
        var frames = SuntechProtocol.overUdp().decode(overUdp.report(identity, 1, List.of(sent)), ARRIVAL);
        assertThat(frames).hasSize(overUdp.reportAnswers(1));
        var answer = ((Frame.Positions) frames.getFirst()).ack().apply(Receipt.allStored(1));
        var length = overUdp.answerLength(answer, 0, answer.length(), false);
        assertThat(length).isEqualTo(answer.length());
        assertThat(overUdp.isPositive(answer, 0, length)).isTrue();
        assertThat(overUdp.isPositive(Buffer.buffer("ST300CMD;1"), 0, 10)).isFalse();
    }

    @Property(tries = 100)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("fixes") Fix fix, @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 120) Integer> readBytes) {
        var stream = tracker.report(identity, 1, List.of(fix))
                .appendString(
                        "UEX;1610020241;03FFFFFF;161;3.0.9;0;20240506;15:52:55;00006697;724;11;4EDA;33;-5.1;-42.7;0.00;0.00;11;1;"
                                + "00000001;00000000;4;a\r;\r;A7;;164;0;11.82\r\n")
                .appendBuffer(Buffer.buffer(new byte[] {(byte) 0x83, 0, 5, '\r', 0x10, 0x10, 0x10, 0x10}))
                .appendBuffer(tracker.report(identity, 2, List.of(fix)));
        assertThat(StreamReads.frames(protocol, true, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, true, stream, List.of()))
                .hasSize(5);
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(1_000_000_000, 4_000_000_000L),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.floats().between(0, 400),
                        Arbitraries.floats().between(0, 359),
                        Arbitraries.integers().between(-1, 40),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((time, lat, lng, speed, heading, satellites, valid, ignition) -> new Fix(
                        time * 1_000,
                        lat,
                        lng,
                        Float.NaN,
                        speed,
                        heading,
                        Float.NaN,
                        satellites,
                        valid,
                        "{\"ignition\":" + ignition
                                + ",\"inputs\":5,\"outputs\":2,\"odometer_m\":123456,\"power_v\":12.34,"
                                + "\"battery_v\":4.1,\"engine_hours_s\":3600,\"archive\":true}"));
    }
}
