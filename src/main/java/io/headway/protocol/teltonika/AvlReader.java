package io.headway.protocol.teltonika;

import io.headway.model.Fix;
import io.headway.protocol.AttributesWriter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Owned by the thread that decodes; lives for one packet. Reads records, never beyond the end it was given: each read is preceded by a check
 * that the bytes are there.
 */
final class AvlReader {
    /** Time 8, priority 1, longitude 4, latitude 4, altitude 2, angle 2, satellites 1, speed 2; vendor document, section "AVL Data". */
    private static final int FIXED_BYTES = 24;

    private static final int WIDEST_BYTES = 16;
    private static final double DEGREES = 1e7;

    private final Buffer in;
    private final int end;
    private final TeltonikaCodec codec;
    private final boolean sixteenByteGroup;
    private final AttributesWriter attributes = new AttributesWriter();
    private int at;
    /** Id of the element that caused the record, 0 when none did. */
    private int event;

    /**
     * @param from the first record's first byte
     * @param end the byte after the last record
     * @param sixteenByteGroup whether each record has a group of 16-byte elements after that of 8
     */
    AvlReader(Buffer in, int from, int end, TeltonikaCodec codec, boolean sixteenByteGroup) {
        this.in = in;
        this.at = from;
        this.end = end;
        this.codec = codec;
        this.sixteenByteGroup = sixteenByteGroup;
    }

    /** The {@code count} records, or none when the bytes are not exactly that many. */
    List<Fix> read(int count) {
        if (count * FIXED_BYTES > end - at) {
            return List.of();
        }
        var fixes = new ArrayList<Fix>(count);
        for (var i = 0; i < count; i++) {
            if (end - at < FIXED_BYTES) {
                return List.of();
            }
            var start = at;
            at += FIXED_BYTES;
            if (!elements(in.getUnsignedByte(start + 8))) {
                return List.of();
            }
            fixes.add(fix(start));
        }
        return at == end ? fixes : List.of();
    }

    /**
     * Satellites 0 says that there was no fix at that moment: coordinates and altitude are those of the last one, angle and speed are 0
     * (vendor document, section "GPS Element", note). The document has no other mark for an unknown speed or angle, so both stand as sent.
     */
    private Fix fix(int start) {
        int satellites = in.getUnsignedByte(start + 21);
        return new Fix(
                in.getLong(start),
                in.getInt(start + 13) / DEGREES,
                in.getInt(start + 9) / DEGREES,
                in.getShort(start + 17),
                in.getUnsignedShort(start + 22),
                in.getUnsignedShort(start + 19),
                Float.NaN,
                satellites,
                satellites > 0,
                attributes.take());
    }

    /** Event, then elements of 1, 2, 4 and 8 bytes and of any length. False when the bytes end before. */
    private boolean elements(int priority) {
        var headBytes = codec.idBytes() + (codec.hasGenerationType() ? 1 : 0) + codec.countBytes();
        if (end - at < headBytes) {
            return false;
        }
        event = number(codec.idBytes());
        if (priority != 0) {
            attributes.put("priority", priority);
        }
        if (event != 0) {
            attributes.put("event", event);
        }
        if (codec.hasGenerationType()) {
            var generationType = number(1);
            if (event != 0) {
                attributes.put("generation_type", generationType);
            }
        }
        // The total only repeats the counts that follow, which alone decide how far the record reaches.
        at += codec.countBytes();
        return group(1)
                && group(2)
                && group(4)
                && group(8)
                && (!sixteenByteGroup || group(WIDEST_BYTES))
                && (!codec.hasVariableElements() || variableGroup());
    }

    private boolean group(int widthBytes) {
        if (end - at < codec.countBytes()) {
            return false;
        }
        var count = number(codec.countBytes());
        // At most 65535 * 18, no overflow.
        if (end - at < count * (codec.idBytes() + widthBytes)) {
            return false;
        }
        for (var i = 0; i < count; i++) {
            var id = number(codec.idBytes());
            if (widthBytes == WIDEST_BYTES) {
                TeltonikaIo.write(attributes, id, in, at, widthBytes);
                at += widthBytes;
            } else {
                var value = value(widthBytes);
                TeltonikaIo.write(attributes, id, widthBytes, value);
                var alarm = widthBytes == 1 && id == event ? TeltonikaAlarm.of(id, value) : null;
                if (alarm != null) {
                    attributes.put(alarm);
                }
            }
        }
        return true;
    }

    private boolean variableGroup() {
        if (end - at < 2) {
            return false;
        }
        var count = number(2);
        for (var i = 0; i < count; i++) {
            if (end - at < 4) {
                return false;
            }
            var id = number(2);
            var lengthBytes = number(2);
            if (end - at < lengthBytes) {
                return false;
            }
            TeltonikaIo.write(attributes, id, in, at, lengthBytes);
            at += lengthBytes;
        }
        return true;
    }

    private int number(int widthBytes) {
        int number = widthBytes == 1 ? in.getUnsignedByte(at) : in.getUnsignedShort(at);
        at += widthBytes;
        return number;
    }

    private long value(int widthBytes) {
        long value = switch (widthBytes) {
            case 1 -> in.getUnsignedByte(at);
            case 2 -> in.getUnsignedShort(at);
            case 4 -> in.getUnsignedInt(at);
            default -> in.getLong(at);
        };
        at += widthBytes;
        return value;
    }
}
