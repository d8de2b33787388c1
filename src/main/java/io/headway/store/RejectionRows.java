package io.headway.store;

import io.headway.model.Fix;
import io.headway.model.RejectedFix;
import io.headway.model.Rejection;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Rejected records as arrays of columns. A rare path: plain rather than fast. */
final class RejectionRows {
    /** The identifier is made of the content, so a retransmission is kept once. */
    static final String INSERT = """
            insert into rejected_positions (id, workspace_id, vehicle_id, device_id, protocol, reason, detail, recorded_at, received_at, record)
            select id, workspace_id, vehicle_id, device_id, protocol, reason, detail, recorded_at, received_at, record::jsonb
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
                $9::timestamptz[], $10::text[])
                as batch (id, workspace_id, vehicle_id, device_id, protocol, reason, detail, recorded_at, received_at, record)
            on conflict do nothing""";

    /** PostgreSQL's range ends long before Java's; a device clock can be anywhere. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private RejectionRows() {}

    static Tuple columns(List<Rejection> rejections) {
        return Tuple.tuple()
                .addArrayOfUUID(column(rejections, RejectionRows::id).toArray(UUID[]::new))
                .addArrayOfUUID(
                        column(rejections, row -> row.source().workspaceId()).toArray(UUID[]::new))
                .addArrayOfUUID(
                        column(rejections, row -> row.source().vehicleId()).toArray(UUID[]::new))
                .addArrayOfUUID(
                        column(rejections, row -> row.source().deviceId()).toArray(UUID[]::new))
                .addArrayOfString(
                        column(rejections, row -> row.source().protocol()).toArray(String[]::new))
                .addArrayOfString(
                        column(rejections, row -> row.rejected().reason().tag()).toArray(String[]::new))
                .addArrayOfString(
                        column(rejections, row -> withoutNul(row.rejected().detail()))
                                .toArray(String[]::new))
                .addArrayOfOffsetDateTime(
                        column(rejections, RejectionRows::recordedAt).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(
                        column(rejections, RejectionRows::receivedAt).toArray(OffsetDateTime[]::new))
                .addArrayOfString(column(rejections, RejectionRows::record).toArray(String[]::new));
    }

    /** The same rejection with its attributes as one string: for JSON text that jsonb refuses. */
    static Rejection withoutText(Rejection rejection) {
        var fix = rejection.rejected().fix();
        // As a string inside JSON its backslashes are escaped, so the text says what was sent and jsonb sees no NUL.
        var kept =
                new JsonObject().put("unparsed", withoutNul(fix.attributes())).encode();
        var plain = new Fix(
                fix.recordedAtMs(),
                fix.latitude(),
                fix.longitude(),
                fix.altitudeM(),
                fix.speedKmh(),
                fix.headingDeg(),
                fix.accuracyM(),
                fix.satellites(),
                fix.valid(),
                kept);
        var rejected = new RejectedFix(
                plain, rejection.rejected().reason(), rejection.rejected().detail());
        return new Rejection(rejection.source(), rejected, rejection.fingerprint(), rejection.receivedAtUs());
    }

    private static <T> java.util.stream.Stream<T> column(List<Rejection> rejections, Function<Rejection, T> value) {
        return rejections.stream().map(value);
    }

    private static UUID id(Rejection row) {
        var vehicle = row.source().vehicleId();
        var key = ByteBuffer.allocate(24)
                .putLong(vehicle.getMostSignificantBits())
                .putLong(vehicle.getLeastSignificantBits())
                .putLong(row.fingerprint());
        return UUID.nameUUIDFromBytes(key.array());
    }

    private static OffsetDateTime recordedAt(Rejection row) {
        var at = Instant.ofEpochMilli(row.rejected().fix().recordedAtMs());
        return at.isBefore(EARLIEST) || at.isAfter(LATEST) ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static OffsetDateTime receivedAt(Rejection row) {
        return Instant.EPOCH.plusNanos(row.receivedAtUs() * 1_000).atOffset(ZoneOffset.UTC);
    }

    private static String record(Rejection row) {
        var fix = row.rejected().fix();
        var json = new JsonObject().put("recorded_at_ms", fix.recordedAtMs());
        number(json, "latitude", fix.latitude());
        number(json, "longitude", fix.longitude());
        number(json, "altitude_m", fix.altitudeM());
        number(json, "speed_kmh", fix.speedKmh());
        number(json, "heading_deg", fix.headingDeg());
        number(json, "accuracy_m", fix.accuracyM());
        json.put("satellites", fix.satellites()).put("fix_valid", fix.valid());
        // The attributes are JSON text already: spliced in, not parsed.
        var text = json.encode();
        return text.substring(0, text.length() - 1) + ",\"attributes\":" + fix.attributes() + "}";
    }

    private static void number(JsonObject json, String key, double value) {
        if (!Double.isNaN(value)) {
            json.put(key, Double.isInfinite(value) ? Double.toString(value) : (Object) value);
        }
    }

    private static String withoutNul(String text) {
        return text == null ? "" : text.replace("\0", "");
    }
}
