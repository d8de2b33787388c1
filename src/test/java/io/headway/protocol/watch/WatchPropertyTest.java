package io.headway.protocol.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
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

class WatchPropertyTest {
    private static final String ID = "8800000015";

    private final WatchProtocol protocol = new WatchProtocol();
    private final WatchTracker tracker = new WatchTracker();

    @Property
    void what_is_encoded_is_decoded(@ForAll("fixes") Fix sent) {
        var message = tracker.report(ID, 1, List.of(sent));
        assertThat(protocol.frameLength(message, 0, message.length(), false)).isEqualTo(message.length());
        var positions = (Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(false, 0));
        assertThat(positions.uniqueId()).isEqualTo(ID);
        var read = positions.fixes().getFirst();
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isEqualTo(sent.latitude());
        assertThat(read.longitude()).isEqualTo(sent.longitude());
        assertThat(read.speedKmh()).isEqualTo(sent.speedKmh());
        assertThat(read.headingDeg()).isEqualTo(sent.headingDeg());
        assertThat(read.altitudeM()).isEqualTo(sent.altitudeM());
        assertThat(read.satellites()).isEqualTo(sent.satellites());
        assertThat(read.valid()).isEqualTo(sent.valid());
        assertThat(new JsonObject(read.attributes()).getInteger("battery_pct"))
                .isEqualTo(new JsonObject(sent.attributes()).getInteger("battery_pct"));
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("fixes") Fix first,
            @ForAll("fixes") Fix second,
            @ForAll @Size(max = 64) byte[] voice,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes) {
        var stream = tracker.login(ID)
                .appendBuffer(tracker.report(ID, 1, List.of(first, second)))
                .appendString(String.format("\r\n[3G*%s*%04X*TK,", ID, voice.length + 3))
                .appendBytes(voice)
                .appendString("]")
                .appendBuffer(tracker.login(ID));
        var frames = StreamReads.frames(protocol, false, stream, List.of());
        assertThat(StreamReads.frames(protocol, false, stream, readBytes)).isEqualTo(frames);
        assertThat(frames).hasSize(7).noneMatch(Frame.Rejected.class::isInstance);
    }

    @Property
    void a_message_cut_short_is_not_closed(@ForAll("fixes") Fix fix, @ForAll @IntRange(min = 1) int cut) {
        Buffer message = tracker.report(ID, 1, List.of(fix));
        var length = 1 + cut % (message.length() - 1);
        assertThat(protocol.frameLength(message, 0, length, false)).isZero();
        assertThat(protocol.decode(message, 0, length, new Arrival(false, 0))).isInstanceOf(Frame.Rejected.class);
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(946_684_800, 4_102_444_799L),
                        Arbitraries.integers().between(-90_000_000, 90_000_000),
                        Arbitraries.integers().between(-180_000_000, 180_000_000),
                        Arbitraries.integers().between(0, 30_000),
                        Arbitraries.integers().between(0, 3_599),
                        Arbitraries.integers().between(-4_000, 90_000),
                        Arbitraries.integers().between(-1, 40),
                        Arbitraries.integers().between(0, 100))
                .as((seconds, lat, lng, speed, heading, altitude, satellites, battery) -> new Fix(
                        seconds * 1_000,
                        lat / 1e6,
                        lng / 1e6,
                        (float) (altitude / 10.0),
                        (float) (speed / 100.0),
                        (float) (heading / 10.0),
                        Float.NaN,
                        satellites,
                        satellites > 0,
                        "{\"battery_pct\":" + battery + "}"));
    }
}
