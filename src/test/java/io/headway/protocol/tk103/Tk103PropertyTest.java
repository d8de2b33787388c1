package io.headway.protocol.tk103;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
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

class Tk103PropertyTest {
    private static final String ID = "013612345678";

    private final Tk103Protocol protocol = new Tk103Protocol();
    private final Tk103Tracker tracker = new Tk103Tracker();

    @Property
    void what_is_encoded_is_decoded(@ForAll("fixes") Fix sent) {
        var message = tracker.report(ID, 1, List.of(sent));
        assertThat(protocol.frameLength(message, 0, message.length(), false)).isEqualTo(message.length());
        var positions = (Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(false, 0));
        assertThat(positions.uniqueId()).isEqualTo(ID);
        var read = positions.fixes().getFirst();
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isEqualTo(sent.latitude(), within(1e-6));
        assertThat(read.longitude()).isEqualTo(sent.longitude(), within(1e-6));
        assertThat(read.speedKmh()).isEqualTo(sent.speedKmh(), within(0.051f));
        assertThat(read.headingDeg()).isEqualTo(sent.headingDeg());
        assertThat(read.valid()).isEqualTo(sent.valid());
        var attributes = new JsonObject(read.attributes());
        attributes.remove("tk103_state");
        assertThat(attributes).isEqualTo(new JsonObject(sent.attributes()));
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("fixes") Fix first,
            @ForAll("fixes") Fix second,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes) {
        var stream = tracker.login(ID)
                .appendBuffer(tracker.report(ID, 1, List.of(first, second)))
                .appendString("\r\n(" + ID + "ZC03110326,101112,$1 .Interval: 240 minute(s).$)")
                .appendBuffer(tracker.report(ID, 2, List.of(first)));
        var frames = StreamReads.frames(protocol, false, stream, List.of());
        assertThat(StreamReads.frames(protocol, false, stream, readBytes)).isEqualTo(frames);
        assertThat(frames).hasSize(7).noneMatch(Frame.Rejected.class::isInstance);
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(946_684_800, 4_102_444_799L),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.integers().between(0, 30_000),
                        Arbitraries.integers().between(0, 35_999),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL))
                .as((seconds, lat, lng, speed, heading, ignition, unplugged, odometerM) -> new Fix(
                        seconds * 1_000,
                        lat,
                        lng,
                        Float.NaN,
                        (float) (speed / 100.0),
                        (float) (heading / 100.0),
                        Float.NaN,
                        -1,
                        ignition,
                        "{\"unplugged\":" + unplugged + ",\"ignition\":" + ignition + ",\"odometer_m\":" + odometerM
                                + "}"));
    }
}
