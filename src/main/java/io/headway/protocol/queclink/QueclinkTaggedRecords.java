package io.headway.protocol.queclink;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Owned by the thread that decodes; lives for one frame. The records of a frame of GL601 and later models: length, itself included; time of
 * making; count number; kind; event code; and items of number, length and contents (GL601, section "Report and its Configuration Command"). A
 * number or length has two bytes when its highest bit is set. The contents are as an open-source parser for GL533CG reads them, checked against the
 * document's examples.
 */
final class QueclinkTaggedRecords {
    private static final int LONG = 0x80;
    private static final int LONG_BITS = 0x7FFF;
    /** Time, count number, kind, event code. */
    private static final int HEAD_BYTES = 8;

    private static final int KIND_AT = 6;
    /** Kinds from here on have a second byte. */
    private static final int FIRST_LONG_KIND = 0xF8;

    private static final int BATTERY = 0x0A;
    private static final int MOTION = 0x17;
    private static final int SHORT_LOCATION = 0x51;
    private static final int LOCATION = 0x52;
    private static final int CELL = 0x55;
    private static final int BATTERY_STATE = 0x61;

    private static final int SHORT_LOCATION_BYTES = 15;
    private static final int LOCATION_BYTES = 22;
    private static final int CELL_BYTES = 10;
    private static final int BATTERY_STATE_BYTES = 4;
    /** Off, no fix, fix. */
    private static final int FIX = 2;

    private static final int UNKNOWN_PRECISION = 0xFF;
    private static final int FULL_CIRCLE = 360;
    private static final int FULL_PCT = 100;
    private static final double DEGREES = 1e6;
    private static final double TENTHS = 10;
    private static final double MILLIVOLTS_PER_VOLT = 1_000;
    private static final long MS = 1_000;

    private final Buffer in;
    private final int end;
    private final boolean isArchived;
    private final FixBuilder fix = new FixBuilder();

    QueclinkTaggedRecords(Buffer in, int end, boolean isArchived) {
        this.in = in;
        this.end = end;
        this.isArchived = isArchived;
    }

    Frame read(int from, String uniqueId, Arrival arrival) {
        List<Fix> fixes = new ArrayList<>();
        var at = from;
        while (at < end) {
            var lengthBytes = (in.getUnsignedByte(at) & LONG) != 0 ? 2 : 1;
            var length = at + lengthBytes > end ? 0 : number(at, lengthBytes);
            if (length < lengthBytes + HEAD_BYTES || at + length > end) {
                // The rest of a record that began in another frame, or none: it ends what can be read.
                break;
            }
            record(at + lengthBytes, at + length);
            fixes.add(fix.build());
            at += length;
        }
        if (fixes.stream().anyMatch(Fix::hasLocation)) {
            return new Frame.Positions(uniqueId, fixes, _ -> null);
        }
        if (fixes.isEmpty()) {
            return new Frame.Heartbeat(uniqueId, null);
        }
        var last = fixes.getLast();
        return new Frame.Status(
                uniqueId, last.recordedAtMs() == 0 ? arrival.atMs() : last.recordedAtMs(), last.attributes(), null);
    }

    /** Of one byte or, without the highest bit, of two. */
    private int number(int at, int bytes) {
        return bytes == 1 ? in.getUnsignedByte(at) : in.getUnsignedShort(at) & LONG_BITS;
    }

    private void record(int from, int to) {
        fix.at(in.getUnsignedInt(from) * MS);
        var kind = in.getUnsignedByte(from + KIND_AT);
        var name = name(kind);
        fix.attributes().put(Attribute.EVENT, name == null ? String.format(Locale.ROOT, "%02X", kind) : name);
        if (isArchived) {
            fix.attributes().put(Attribute.ARCHIVE, true);
        }
        QueclinkKind.write(name, fix.attributes());
        var at = from + HEAD_BYTES + (kind >= FIRST_LONG_KIND ? 1 : 0);
        while (at + 1 < to) {
            var numberBytes = (in.getUnsignedByte(at) & LONG) != 0 ? 2 : 1;
            var lengthAt = at + numberBytes;
            if (lengthAt >= to) {
                return;
            }
            var lengthBytes = (in.getUnsignedByte(lengthAt) & LONG) != 0 ? 2 : 1;
            var contentsAt = lengthAt + lengthBytes;
            if (contentsAt > to) {
                return;
            }
            var length = number(lengthAt, lengthBytes);
            if (length > to - contentsAt) {
                return;
            }
            item(number(at, numberBytes), contentsAt, length);
            at = contentsAt + length;
        }
    }

    /** The name that the same report has in text; null when there is none. */
    private static String name(int kind) {
        return switch (kind) {
            case 0x01 -> "PNA";
            case 0x04, 0x50 -> "FRI";
            case 0x05 -> "PFA";
            case 0x10 -> "SOS";
            case 0x12 -> "RTL";
            default -> null;
        };
    }

    private void item(int number, int at, int length) {
        var out = fix.attributes();
        switch (number) {
            case BATTERY -> {
                if (length >= 1) {
                    percent(in.getUnsignedByte(at));
                }
            }
            case BATTERY_STATE -> {
                if (length >= BATTERY_STATE_BYTES) {
                    out.put(Attribute.BATTERY_V, in.getUnsignedShort(at + 1) / MILLIVOLTS_PER_VOLT);
                    percent(in.getUnsignedByte(at + 3));
                }
            }
            case MOTION -> {
                if (length >= 1 && in.getUnsignedByte(at) <= 1) {
                    out.put(Attribute.MOTION, in.getUnsignedByte(at) == 1);
                }
            }
            case SHORT_LOCATION, LOCATION -> {
                if (length >= SHORT_LOCATION_BYTES) {
                    location(at, number == LOCATION && length >= LOCATION_BYTES);
                }
            }
            case CELL -> {
                if (length >= CELL_BYTES) {
                    cell(at);
                }
            }
            default -> {}
        }
    }

    private void percent(int value) {
        if (value <= FULL_PCT) {
            fix.attributes().put(Attribute.BATTERY_PCT, value);
        }
    }

    /** State of the receiver; longitude, latitude; time; speed in tenths; and in full precision, azimuth, altitude in tenths of a metre, satellites. */
    private void location(int at, boolean isFull) {
        var longitude = in.getInt(at + 1);
        var latitude = in.getInt(at + 5);
        var seconds = in.getUnsignedInt(at + 9);
        var hasFix = (in.getUnsignedByte(at) >> 2 & 3) == FIX;
        if ((!hasFix && longitude == 0 && latitude == 0) || seconds == 0) {
            return;
        }
        fix.degrees(latitude / DEGREES, longitude / DEGREES)
                .at(seconds * MS)
                .speedKmh(in.getUnsignedShort(at + 13) / TENTHS)
                .valid(hasFix);
        if (isFull) {
            var precision = in.getUnsignedByte(at + 15);
            if (precision != UNKNOWN_PRECISION) {
                fix.attributes().put(Attribute.HDOP, precision / TENTHS);
            }
            fix.headingDeg(in.getUnsignedShort(at + 16) % FULL_CIRCLE)
                    .altitudeM(in.getMedium(at + 18) / TENTHS)
                    .satellites(in.getUnsignedByte(at + 21));
        }
    }

    /** Number of digits of country and network, the two as one number, area, cell. */
    private void cell(int at) {
        var digits = in.getUnsignedByte(at);
        var network = in.getUnsignedMedium(at + 1);
        var divisor = digits == 6 ? 1_000 : 100;
        if (digits == 5 || digits == 6) {
            var out = fix.attributes();
            out.openArray(Attribute.CELLS);
            out.openObject();
            out.put("mcc", network / divisor);
            out.put("mnc", network % divisor);
            out.put("lac", in.getUnsignedShort(at + 4));
            out.put("cell_id", in.getUnsignedInt(at + 6));
            out.close();
            out.close();
        }
    }
}
