package io.headway.protocol.json;

import io.headway.model.Event;
import io.headway.model.RouteProgress;
import io.headway.protocol.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What the live feed says beside positions. Pure; any thread. Most are messages without their end, because what they say is the same
 * for all and the offset is not: {@link #at} gives them one. Distances in metres, times RFC 3339 UTC.
 */
public final class EventMessages {
    private static final byte[] EVENT = bytes("{\"type\":\"event\",\"event_type\":");
    private static final byte[] ROUTE_DEVIATION = bytes("{\"type\":\"route_deviation\"");
    private static final byte[] TRIP_STATUS = bytes("{\"type\":\"trip_status\",\"trip_id\":");
    private static final byte[] TRIP_PROGRESS = bytes("{\"type\":\"trip_progress\",\"trip_id\":");
    private static final byte[] ENDED = bytes("{\"type\":\"ended\",\"id\":");
    private static final byte[] EVENT_ID = bytes(",\"event_id\":");
    private static final byte[] VEHICLE_ID = bytes(",\"vehicle_id\":");
    private static final byte[] TRIP_ID = bytes(",\"trip_id\":");
    private static final byte[] TIMESTAMP = bytes(",\"timestamp\":");
    private static final byte[] DATA = bytes(",\"data\":");
    private static final byte[] DISTANCE = bytes(",\"distance_from_route_m\":");
    private static final byte[] SEVERITY = bytes(",\"severity\":");
    private static final byte[] STATUS = bytes(",\"status\":");
    private static final byte[] FROM = bytes(",\"from\":");
    private static final byte[] PROGRESS = bytes(",\"progress_m\":");
    private static final byte[] REMAINING = bytes(",\"remaining_m\":");
    private static final byte[] ETA = bytes(",\"eta\":");
    private static final byte[] OFF_ROUTE = bytes(",\"off_route\":");
    private static final byte[] OFFSET = bytes(",\"offset\":");
    private static final byte[] NULL = bytes("null");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");

    private static final int MESSAGE_BYTES = 256;
    private static final int MAX_OFFSET_BYTES = 32;
    private static final int METRE_DECIMALS = 1;

    private EventMessages() {}

    /**
     * The whole message.
     *
     * @param body from one of the other methods
     * @param offset a client that resumes from it gets all that comes behind the message
     */
    public static Buffer at(long offset, Buffer body) {
        return new JsonText(body.length() + MAX_OFFSET_BYTES)
                .raw(body)
                .raw(OFFSET)
                .number(offset)
                .ascii('}')
                .toBuffer();
    }

    /** Any event, its data as it stands in the outbox. */
    public static Buffer event(Event event) {
        var out = new JsonText(MESSAGE_BYTES + event.data().length());
        out.raw(EVENT).string(event.type().wireName()).raw(EVENT_ID).uuid(event.id());
        vehicle(out, event.vehicleId());
        time(out.raw(TIMESTAMP), event.occurredAtMs());
        return out.raw(DATA).raw(event.data().getBytes(StandardCharsets.UTF_8)).toBuffer();
    }

    /** @param event that a vehicle has left its route */
    public static Buffer routeDeviation(Event event, double distanceM, String severity) {
        var out = new JsonText(MESSAGE_BYTES).raw(ROUTE_DEVIATION);
        vehicle(out, event.vehicleId());
        out.raw(DISTANCE).decimal(distanceM, METRE_DECIMALS).raw(SEVERITY).string(severity);
        time(out.raw(TIMESTAMP), event.occurredAtMs());
        return out.raw(EVENT_ID).uuid(event.id()).toBuffer();
    }

    /**
     * @param from the status before; null when it has not just changed
     * @param changedAtMs milliseconds since 1970-01-01T00:00Z; null when it has not just changed
     */
    public static Buffer tripStatus(UUID tripId, UUID vehicleId, String status, String from, Long changedAtMs) {
        var out = new JsonText(MESSAGE_BYTES).raw(TRIP_STATUS).uuid(tripId);
        vehicle(out, vehicleId);
        out.raw(STATUS).string(status).raw(FROM).string(from);
        time(out.raw(TIMESTAMP), changedAtMs);
        return out.toBuffer();
    }

    public static Buffer tripProgress(UUID tripId, RouteProgress progress) {
        var out = new JsonText(MESSAGE_BYTES).raw(TRIP_PROGRESS).uuid(tripId);
        vehicle(out, progress.vehicleId());
        out.raw(PROGRESS).decimal(progress.progressM(), METRE_DECIMALS);
        out.raw(REMAINING).decimal(progress.remainingM(), METRE_DECIMALS);
        time(out.raw(ETA), progress.etaMs());
        out.raw(DISTANCE).decimal(progress.distanceM(), METRE_DECIMALS);
        out.raw(OFF_ROUTE).raw(progress.offRoute() ? TRUE : FALSE);
        time(out.raw(TIMESTAMP), progress.recordedAtMs());
        return out.toBuffer();
    }

    /** The subscription has ended by itself, because the trip has. Whole as it is: there is nothing to resume. */
    public static Buffer ended(String id, UUID tripId) {
        return new JsonText(MESSAGE_BYTES)
                .raw(ENDED)
                .string(id)
                .raw(TRIP_ID)
                .uuid(tripId)
                .ascii('}')
                .toBuffer();
    }

    private static void vehicle(JsonText out, UUID vehicleId) {
        out.raw(VEHICLE_ID);
        if (vehicleId == null) {
            out.raw(NULL);
        } else {
            out.uuid(vehicleId);
        }
    }

    private static void time(JsonText out, Long atMs) {
        if (atMs == null) {
            out.raw(NULL);
        } else {
            Rfc3339.append(out.ascii('"'), atMs);
            out.ascii('"');
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
