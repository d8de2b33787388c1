package io.headway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import io.headway.protocol.json.ClientMessage.PositionUpdate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class JsonPropertyTest {
    @Property
    void what_is_broadcast_is_what_was_sent(
            @ForAll long idHigh,
            @ForAll long idLow,
            @ForAll long seq,
            @ForAll @LongRange(min = Rfc3339.MIN_MS, max = Rfc3339.MAX_MS) long atMs,
            @ForAll @DoubleRange(min = -90, max = 90) double lat,
            @ForAll @DoubleRange(min = -180, max = 180) double lng,
            @ForAll @FloatRange(max = 1_000) float speed,
            @ForAll @StringLength(max = 50) String driver) {
        var vehicle = new UUID(idHigh, idLow);
        var sent = new JsonObject()
                .put("driver", driver)
                .put("vehicle_id", vehicle.toString())
                .put("lat", lat)
                .put("lng", lng)
                .put("speed", speed)
                .put("timestamp", Instant.ofEpochMilli(atMs).toString())
                .put("seq", seq)
                .put("type", "position_update");
        var update = (PositionUpdate) JsonMessageDecoder.decode(sent.toBuffer());
        assertThat(update.vehicleId()).isEqualTo(vehicle);
        assertThat(update.seq()).isEqualTo(seq);
        assertThat(update.fix().latitude()).isEqualTo(lat);
        assertThat(update.fix().longitude()).isEqualTo(lng);
        assertThat(update.fix().speedKmh()).isEqualTo(speed);
        assertThat(update.fix().recordedAtMs()).isEqualTo(atMs);
        // A lone surrogate has become something else on the way out of the test already.
        var driverInUtf8 = Buffer.buffer(driver).toString();
        if (driver.equals(driverInUtf8)) {
            assertThat(new JsonObject(update.fix().attributes()).getString("driver"))
                    .isEqualTo(driver);
        }

        var source = new Source(vehicle, vehicle, null, "json");
        var moved = new JsonObject(JsonMessages.vehicleMoved(new Position(source, update.fix(), 1, 1), seq));
        assertThat(moved.getString("vehicle_id")).isEqualTo(vehicle.toString());
        assertThat(moved.getJsonArray("position").getDouble(0)).isCloseTo(lng, within(0.51e-7));
        assertThat(moved.getJsonArray("position").getDouble(1)).isCloseTo(lat, within(0.51e-7));
        assertThat(moved.getDouble("speed")).isCloseTo(speed, within(0.51e-3));
        assertThat(moved.getInstant("timestamp")).isEqualTo(Instant.ofEpochMilli(atMs));
        assertThat(moved.getLong("offset")).isEqualTo(seq);
    }

    @Property
    void a_time_is_the_same_instant_in_any_zone(
            @ForAll @LongRange(min = Rfc3339.MIN_MS + 86_400_000, max = Rfc3339.MAX_MS - 86_400_000) long atMs,
            @ForAll @IntRange(min = -1_080, max = 1_080) int offsetMinutes) {
        var zone = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
        var time = OffsetDateTime.ofInstant(Instant.ofEpochMilli(atMs), zone).withSecond(7);
        assertThat(Rfc3339.parse(time.toString())).isEqualTo(time.toInstant().toEpochMilli());
    }

    @Property
    void any_fix_becomes_json(
            @ForAll long atMs, @ForAll double lat, @ForAll double lng, @ForAll float speed, @ForAll float heading) {
        var fix = new Fix(atMs, lat, lng, 0, speed, heading, 0, 1, true, "{}");
        var position = new Position(new Source(new UUID(1, 2), new UUID(3, 4), null, "json"), fix, 1, 1);
        assertThat(new JsonObject(JsonMessages.vehicleMoved(position, atMs)).getLong("offset"))
                .isEqualTo(atMs);
    }
}
