package io.headway.api;

import io.headway.model.Event;
import io.headway.model.LngLat;
import io.headway.model.Position;
import io.headway.model.VehicleLife;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What the API's answers look like as JSON; one method per schema of the contract. Pure; any thread. */
final class Views {
    /** RFC 3339 in UTC with milliseconds, always three digits. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Views() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** From milliseconds since 1970-01-01T00:00Z; null of null. */
    static String time(Long atMs) {
        return atMs == null ? null : time(Instant.ofEpochMilli(atMs));
    }

    static JsonArray lngLat(LngLat place) {
        return new JsonArray().add(place.lng()).add(place.lat());
    }

    static JsonObject vehicle(VehicleView vehicle) {
        return new JsonObject()
                .put("id", vehicle.id().toString())
                .put("name", vehicle.name())
                .put("registration_plate", vehicle.registrationPlate())
                .put("speed_limit_kmh", vehicle.speedLimitKmh())
                .put("created_at", time(vehicle.createdAt()));
    }

    static JsonObject life(VehicleLife life) {
        return new JsonObject()
                .put("vehicle_id", life.vehicleId().toString())
                .put("online", life.online())
                .put("last_seen_at", life.lastSeenAt() == null ? null : time(life.lastSeenAt()))
                .put("reported_at", life.reportedAt() == null ? null : time(life.reportedAt()))
                .put("attributes", new JsonObject(life.attributes()));
    }

    static JsonObject device(DeviceView device) {
        return new JsonObject()
                .put("id", device.id().toString())
                .put("vehicle_id", device.vehicleId().toString())
                .put("unique_id", device.uniqueId())
                .put("protocol", device.protocol())
                .put("name", device.name())
                .put("created_at", time(device.createdAt()));
    }

    /** The envelope that Kafka and webhooks carry too. */
    static JsonObject event(Event event) {
        return new JsonObject()
                .put("event_id", event.id().toString())
                .put("event_type", event.type().wireName())
                .put("workspace_id", event.workspaceId().toString())
                .put("actor_id", event.actorId())
                .put("timestamp", time(Instant.ofEpochMilli(event.occurredAtMs())))
                .put("data", new JsonObject(event.data()))
                .put("version", 1);
    }

    static JsonObject webhook(WebhookView webhook) {
        return new JsonObject()
                .put("id", webhook.id().toString())
                .put("url", webhook.url())
                .put("types", new JsonArray(webhook.types()))
                .put("enabled", webhook.enabled())
                .put("created_at", time(webhook.createdAt()))
                .put("updated_at", time(webhook.updatedAt()));
    }

    static JsonObject deadLetter(DeadLetterView letter) {
        return new JsonObject()
                .put("event", event(letter.event().event()))
                .put("attempts", letter.attempts())
                .put("first_attempt_at", letter.firstAttemptAt() == null ? null : time(letter.firstAttemptAt()))
                .put("dead_at", time(letter.deadAt()))
                .put("last_error", letter.lastError());
    }

    static JsonObject position(Position position) {
        var fix = position.fix();
        var deviceId = position.source().deviceId();
        return new JsonObject()
                .put("vehicle_id", position.vehicleId().toString())
                .put("device_id", deviceId == null ? null : deviceId.toString())
                .put("timestamp", time(Instant.ofEpochMilli(fix.recordedAtMs())))
                .put("received_at", time(Instant.ofEpochMilli(Math.floorDiv(position.receivedAtUs(), 1_000L))))
                .put("position", new JsonArray().add(fix.longitude()).add(fix.latitude()))
                .put("altitude_m", orNull(fix.altitudeM()))
                .put("speed", orNull(fix.speedKmh()))
                .put("heading", orNull(fix.headingDeg()))
                .put("accuracy_m", orNull(fix.accuracyM()))
                .put("satellites", fix.satellites() < 0 ? null : fix.satellites())
                .put("fix_valid", fix.valid())
                .put("attributes", new JsonObject(fix.attributes()));
    }

    /** Through text: a float widened by a cast shows digits that were never measured. */
    private static Double orNull(float value) {
        return Float.isNaN(value) ? null : Double.valueOf(Float.toString(value));
    }
}
