package io.headway.protocol.gps103;

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

class Gps103PropertyTest {
    private static final String ID = "359586015829802";

    private final Gps103Protocol protocol = new Gps103Protocol();
    private final Gps103Tracker tracker = new Gps103Tracker();

    @Property
    void what_is_encoded_is_decoded(@ForAll("fixes") Fix sent) {
        var message = tracker.report(ID, 1, List.of(sent));
        assertThat(protocol.frameLength(message, 0, message.length(), false)).isEqualTo(message.length());
        var positions = (Frame.Positions) protocol.decode(message, 0, message.length(), new Arrival(false, 0));
        assertThat(positions.uniqueId()).isEqualTo(ID);
        var read = positions.fixes().getFirst();
        assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
        assertThat(read.latitude()).isEqualTo(sent.latitude(), within(1e-7));
        assertThat(read.longitude()).isEqualTo(sent.longitude(), within(1e-7));
        assertThat(read.speedKmh()).isEqualTo(sent.speedKmh(), within(0.01f));
        assertThat(read.headingDeg()).isEqualTo(sent.headingDeg());
        assertThat(read.altitudeM()).isEqualTo(sent.altitudeM());
        assertThat(read.valid()).isEqualTo(sent.valid());
        assertThat(new JsonObject(read.attributes())).isEqualTo(new JsonObject(sent.attributes()));
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll("fixes") Fix first,
            @ForAll("fixes") Fix second,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes) {
        var stream = tracker.login(ID)
                .appendBuffer(tracker.report(ID, 1, List.of(first, second)))
                .appendString(ID + "\r\n" + ID + ";")
                .appendBuffer(tracker.report(ID, 2, List.of(first)));
        var frames = StreamReads.frames(protocol, false, stream, List.of());
        assertThat(StreamReads.frames(protocol, false, stream, readBytes)).isEqualTo(frames);
        // Line ends, and semicolons behind a login or heartbeat, are frames too.
        assertThat(frames).hasSize(10).noneMatch(Frame.Rejected.class::isInstance);
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(946_684_800, 4_102_444_799L),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.integers().between(0, 30_000),
                        Arbitraries.integers().between(0, 35_999),
                        Arbitraries.integers().between(-4_000, 90_000),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 2_000_000))
                .as((seconds, lat, lng, speed, heading, altitude, ignition, odometerKm) -> new Fix(
                        seconds * 1_000,
                        lat,
                        lng,
                        (float) (altitude / 10.0),
                        (float) (speed / 100.0),
                        (float) (heading / 100.0),
                        Float.NaN,
                        -1,
                        ignition,
                        "{\"ignition\":" + ignition + ",\"odometer_m\":" + odometerKm * 1_000L + "}"));
    }
}
