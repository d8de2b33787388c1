package io.headway.protocol.json;

import io.headway.model.Position;
import io.headway.protocol.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the server says, each as one JSON text in UTF-8. Pure; any thread. Speed in km/h, heading in degrees, times RFC 3339 UTC. */
public final class JsonMessages {
    private static final byte[] ACK = bytes("{\"type\":\"ack\"");
    private static final byte[] ERROR = bytes("{\"type\":\"error\",\"code\":");
    private static final byte[] SUBSCRIBED = bytes("{\"type\":\"subscribed\",\"id\":");
    private static final byte[] UNSUBSCRIBED = bytes("{\"type\":\"unsubscribed\",\"id\":");
    private static final byte[] VEHICLE_MOVED = bytes("{\"type\":\"vehicle_moved\",");
    private static final byte[] VEHICLES_MOVED = bytes("{\"type\":\"vehicles_moved\",\"positions\":[");
    private static final byte[] MESSAGE = bytes(",\"message\":");
    private static final byte[] SEQ = bytes(",\"seq\":");
    private static final byte[] EPOCH = bytes(",\"epoch\":");
    private static final byte[] OFFSET = bytes(",\"offset\":");
    private static final byte[] RECOVERED = bytes(",\"recovered\":");
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");
    private static final byte[] VEHICLE_ID = bytes("\"vehicle_id\":");
    private static final byte[] POSITION = bytes(",\"position\":[");
    private static final byte[] SPEED = bytes("],\"speed\":");
    private static final byte[] HEADING = bytes(",\"heading\":");
    private static final byte[] TIMESTAMP = bytes(",\"timestamp\":\"");
    private static final byte[] END_TIMESTAMP_OFFSET = bytes("\",\"offset\":");
    private static final byte[] END_POSITIONS_OFFSET = bytes("],\"offset\":");

    /** Room for an item with every number at its longest, and for what surrounds it. */
    private static final int ITEM_BYTES = 256;

    private static final int SHORT_BYTES = 128;
    private static final int DEGREE_DECIMALS = 7;

    /** A float holds no more than these of a speed or heading that a receiver measures. */
    private static final int SIDE_VALUE_DECIMALS = 3;

    private JsonMessages() {}

    /** @param seq the sender's number; null when it sent none */
    public static Buffer ack(Long seq) {
        return seq(new JsonText(SHORT_BYTES).raw(ACK), seq).ascii('}').toBuffer();
    }

    /** @param seq the sender's number of what failed; null when there is none */
    public static Buffer error(String code, String message, Long seq) {
        var out = new JsonText(ITEM_BYTES).raw(ERROR).string(code).raw(MESSAGE).string(message);
        return seq(out, seq).ascii('}').toBuffer();
    }

    /**
     * Begins a subscription.
     *
     * @param offset where it begins: a client that breaks off here resumes from it like from that of any other message
     * @param recovered whether everything since the resumed offset follows; null when the client did not ask to resume
     */
    public static Buffer subscribed(String id, String epoch, long offset, Boolean recovered) {
        var out = new JsonText(ITEM_BYTES).raw(SUBSCRIBED).string(id);
        out.raw(EPOCH).string(epoch).raw(OFFSET).number(offset);
        if (recovered != null) {
            out.raw(RECOVERED).raw(recovered ? TRUE : FALSE);
        }
        return out.ascii('}').toBuffer();
    }

    public static Buffer unsubscribed(String id) {
        return new JsonText(SHORT_BYTES).raw(UNSUBSCRIBED).string(id).ascii('}').toBuffer();
    }

    /** @param offset of this update in the feed */
    public static Buffer vehicleMoved(Position position, long offset) {
        var out = new JsonText(ITEM_BYTES).raw(VEHICLE_MOVED);
        members(out, position, offset);
        return out.ascii('}').toBuffer();
    }

    /**
     * One element of a {@link #vehiclesMoved} message: encoded once, put into the messages of many subscribers.
     *
     * @param offset of this update in the feed
     */
    public static Buffer movedItem(Position position, long offset) {
        var out = new JsonText(ITEM_BYTES).ascii('{');
        members(out, position, offset);
        return out.ascii('}').toBuffer();
    }

    /**
     * @param items each from {@link #movedItem}
     * @param offset of the last update that the client need not ask for again
     */
    public static Buffer vehiclesMoved(List<Buffer> items, long offset) {
        var itemsBytes = 0;
        for (var item : items) {
            itemsBytes += item.length() + 1;
        }
        var out = new JsonText(itemsBytes + SHORT_BYTES).raw(VEHICLES_MOVED);
        for (var i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            out.raw(items.get(i));
        }
        return out.raw(END_POSITIONS_OFFSET).number(offset).ascii('}').toBuffer();
    }

    /**
     * As {@link #vehiclesMoved(List, long)} for a snapshot, whose positions have no offsets of their own: each carries the one given.
     *
     * @param offset of the feed when the snapshot was taken
     */
    public static Buffer snapshot(List<Position> positions, long offset) {
        var out = new JsonText(positions.size() * ITEM_BYTES + SHORT_BYTES).raw(VEHICLES_MOVED);
        for (var i = 0; i < positions.size(); i++) {
            if (i > 0) {
                out.ascii(',');
            }
            out.ascii('{');
            members(out, positions.get(i), offset);
            out.ascii('}');
        }
        return out.raw(END_POSITIONS_OFFSET).number(offset).ascii('}').toBuffer();
    }

    private static void members(JsonText out, Position position, long offset) {
        var fix = position.fix();
        out.raw(VEHICLE_ID).uuid(position.vehicleId());
        out.raw(POSITION).decimal(fix.longitude(), DEGREE_DECIMALS).ascii(',').decimal(fix.latitude(), DEGREE_DECIMALS);
        out.raw(SPEED).decimal(fix.speedKmh(), SIDE_VALUE_DECIMALS);
        out.raw(HEADING).decimal(fix.headingDeg(), SIDE_VALUE_DECIMALS);
        out.raw(TIMESTAMP);
        Rfc3339.append(out, fix.recordedAtMs());
        out.raw(END_TIMESTAMP_OFFSET).number(offset);
    }

    private static JsonText seq(JsonText out, Long seq) {
        return seq == null ? out : out.raw(SEQ).number(seq);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
