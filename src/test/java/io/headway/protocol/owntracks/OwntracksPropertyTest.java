package io.headway.protocol.owntracks;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.HttpProtocol.Request;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OwntracksPropertyTest {

    /** In whole numbers, as phones send them. */
    @Property
    void what_a_phone_sends_is_decoded(@ForAll("fixes") Fix sent) {
        var body = new OwntracksTracker().report("owntracks/jane/phone", 1, List.of(sent));
        var request = new Request("POST", "/", Map.of(), Map.of(), body);
        var positions = (Frame.Positions) new OwntracksProtocol().decode(request, new Arrival(false, 0));
        assertThat(positions.uniqueId()).isEqualTo("owntracks/jane/phone");
        var read = positions.fixes().getFirst();
        var attributes = new JsonObject(read.attributes());
        attributes.remove("event");
        attributes.remove("owntracks_tid");
        attributes.remove("unplugged");
        assertThat(attributes).isEqualTo(new JsonObject(sent.attributes()));
        assertThat(read)
                .isEqualTo(new Fix(
                        sent.recordedAtMs(),
                        sent.latitude(),
                        sent.longitude(),
                        sent.altitudeM(),
                        sent.speedKmh(),
                        sent.headingDeg(),
                        sent.accuracyM(),
                        -1,
                        sent.valid(),
                        read.attributes()));
    }

    @Provide
    Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs().between(1_000_000_000, 4_000_000_000L),
                        Arbitraries.doubles().between(-90, 90),
                        Arbitraries.doubles().between(-180, 180),
                        Arbitraries.integers().between(-1_000, 9_000),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.of(true, false),
                        Arbitraries.of("{}", "{\"battery_pct\":55.0,\"charging\":false}"))
                .as((time, lat, lng, altitude, speed, heading, valid, attributes) ->
                        new Fix(time * 1_000, lat, lng, altitude, speed, heading, 4, -1, valid, attributes));
    }
}
