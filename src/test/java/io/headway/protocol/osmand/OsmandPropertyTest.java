package io.headway.protocol.osmand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotBlank;

class OsmandPropertyTest {
    private final OsmandProtocol protocol = new OsmandProtocol();

    @Property
    void what_a_phone_sends_is_decoded(@ForAll("fixes") Fix sent, @ForAll @NotBlank String uniqueId) {
        var report = new OsmandTracker().report(uniqueId, 1, List.of(sent)).toString();
        for (var request : List.of(OsmandRequests.query(report), OsmandRequests.form(report))) {
            var positions = (Frame.Positions) protocol.decode(request, new Arrival(false, 0));
            // A lone surrogate has no form in UTF-8.
            assertThat(positions.uniqueId()).hasSameSizeAs(uniqueId);
            var read = positions.fixes().getFirst();
            assertThat(read.recordedAtMs()).isEqualTo(sent.recordedAtMs());
            assertThat(read.latitude()).isCloseTo(sent.latitude(), within(1e-7));
            assertThat(read.longitude()).isCloseTo(sent.longitude(), within(1e-7));
            assertThat(read.speedKmh()).isCloseTo(sent.speedKmh(), within(0.001f));
            assertThat(read.headingDeg()).isCloseTo(sent.headingDeg(), within(0.01f));
            assertThat(read.altitudeM()).isCloseTo(sent.altitudeM(), within(0.01f));
            assertThat(read.accuracyM()).isCloseTo(sent.accuracyM(), within(0.01f));
            assertThat(read.valid()).isEqualTo(sent.valid());
            assertThat(new JsonObject(read.attributes())).isEqualTo(new JsonObject(sent.attributes()));
        }
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(1_000_000_000_000L, 4_000_000_000_000L),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.floats().between(-1_000, 9_000),
                        Arbitraries.floats().between(0, 400),
                        Arbitraries.integers().between(0, 35_999),
                        Arbitraries.of(true, false),
                        Arbitraries.of("{}", "{\"battery_pct\":55.5,\"charging\":false,\"ignition\":true}"))
                .as((time, lat, lng, altitude, speed, heading, valid, attributes) ->
                        new Fix(time, lat, lng, altitude, speed, heading / 100f, 4.25f, -1, valid, attributes));
    }
}
