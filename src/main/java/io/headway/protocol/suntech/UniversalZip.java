package io.headway.protocol.suntech;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.Bytes;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The universal format in binary (vendor document, sections 1.1 and 2.1 "Zip (HEX, fixed length)"): header, length of what follows in 2
 * bytes, identity in 5 bytes of BCD, map in 3 bytes, and of each bit of the map that is set a value of fixed width, the high byte first. A
 * value that is not there reads as missing. Owned by the thread that decodes.
 */
final class UniversalZip {
    static final int HEADER_BYTES = 3;
    /** The first header of binary reports. */
    static final int STATUS = 0x81;

    private static final int ALERT = 0x82;
    private static final int ID_BYTES = 5;
    private static final int MAP_BYTES = 3;
    private static final int DRIVER_BYTES = 8;

    private static final double MICRODEGREES = 1e6;
    private static final double HUNDREDTHS = 100;
    private static final long ABSENT = -1;

    private final Buffer in;
    private final int to;
    private final int map;
    private final FixBuilder fix = new FixBuilder();
    private int next;

    private UniversalZip(Buffer in, int from, int to) {
        this.in = in;
        this.to = to;
        map = in.getUnsignedMedium(from + HEADER_BYTES + ID_BYTES);
        next = from + HEADER_BYTES + ID_BYTES + MAP_BYTES;
    }

    /** @param to end of the frame, exclusive */
    static Frame frame(Buffer in, int from, int to, Arrival arrival) {
        if (to - from < HEADER_BYTES + ID_BYTES || in.getUnsignedShort(from + 1) != to - from - HEADER_BYTES) {
            return malformed("the length does not agree with a report of " + (to - from) + " bytes");
        }
        if (Bytes.bcd(in, from + HEADER_BYTES, ID_BYTES) < 0) {
            return malformed("an identity that is not of decimal digits");
        }
        var id = Bytes.hex(in, from + HEADER_BYTES, ID_BYTES);
        var kind = in.getUnsignedByte(from);
        var isKnown = kind == STATUS || kind == ALERT;
        if (to - from < HEADER_BYTES + ID_BYTES + MAP_BYTES) {
            return isKnown ? malformed("a report without the map of its fields") : new Frame.Heartbeat(id, null);
        }
        var frame = new UniversalZip(in, from, to).read(id, kind, arrival);
        return isKnown || isPosition(frame) ? frame : new Frame.Heartbeat(id, null);
    }

    /** Whether what was read of a kind that is not known is a date of the calendar and a place on earth. */
    private static boolean isPosition(Frame frame) {
        return frame instanceof Frame.Positions(var _, var fixes, var _)
                && fixes.getFirst().recordedAtMs() != FixTime.UNKNOWN
                && Math.abs(fixes.getFirst().latitude()) <= 90
                && Math.abs(fixes.getFirst().longitude()) <= 180;
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }

    /** Place of the value of a bit; negative when the map or the frame lacks it. To be called bit by bit. */
    private int place(int bit, int widthBytes) {
        if ((map >> bit & 1) == 0 || next + widthBytes > to) {
            return -1;
        }
        var at = next;
        next += widthBytes;
        return at;
    }

    private long number(int bit, int widthBytes) {
        var at = place(bit, widthBytes);
        if (at < 0) {
            return ABSENT;
        }
        return switch (widthBytes) {
            case 1 -> in.getUnsignedByte(at);
            case 2 -> in.getUnsignedShort(at);
            default -> in.getUnsignedInt(at);
        };
    }

    private Frame read(String id, int kind, Arrival arrival) {
        var attributes = fix.attributes();
        number(1, 1);
        var version = place(2, 3);
        if (version >= 0) {
            attributes.put(
                    Attribute.FIRMWARE,
                    in.getUnsignedByte(version) + "." + in.getUnsignedByte(version + 1) + "."
                            + in.getUnsignedByte(version + 2));
        }
        if (number(3, 1) == 0) {
            attributes.put(Attribute.ARCHIVE, true);
        }
        fix.at(time(place(4, 3), place(5, 3)));
        ReportValues.put(attributes, Attribute.CELL_ID, number(6, 4));
        ReportValues.put(attributes, Attribute.MCC, number(7, 2));
        ReportValues.put(attributes, Attribute.MNC, number(8, 2));
        ReportValues.put(attributes, Attribute.LAC, number(9, 2));
        ReportValues.put(attributes, Attribute.RSSI, number(10, 1));
        fix.degrees(degrees(number(11, 4)), degrees(number(12, 4)))
                .speedKmh(hundredths(number(13, 2)))
                .headingDeg(hundredths(number(14, 2)))
                .satellites(number(15, 1))
                .valid(number(16, 1) != 0);
        var inputs = number(17, 1);
        if (inputs >= 0) {
            attributes.put(Attribute.IGNITION, (inputs & 1) != 0);
            attributes.put(Attribute.INPUTS, inputs >> 1);
        }
        ReportValues.put(attributes, Attribute.OUTPUTS, number(18, 1));
        if (kind == ALERT) {
            alert();
        } else if (kind == STATUS) {
            ReportValues.put(attributes, Attribute.STATUS, number(19, 1));
        }
        return fix.hasLocation()
                ? new Frame.Positions(id, List.of(fix.build()), _ -> null)
                : fix.status(id, arrival.atMs(), null);
    }

    private void alert() {
        var alert = number(19, 1);
        SuntechAlarm.alert(fix.attributes(), alert);
        ReportValues.modifier(fix.attributes(), number(20, 2));
        var driver = alert == SuntechAlarm.DRIVER_KEY ? place(21, DRIVER_BYTES) : -1;
        if (driver >= 0) {
            fix.attributes().put(Attribute.DRIVER_ID, Bytes.hex(in, driver, DRIVER_BYTES));
        }
    }

    private long time(int date, int time) {
        return date < 0 || time < 0
                ? FixTime.UNKNOWN
                : FixTime.utc(
                        in.getUnsignedByte(date),
                        in.getUnsignedByte(date + 1),
                        in.getUnsignedByte(date + 2),
                        in.getUnsignedByte(time),
                        in.getUnsignedByte(time + 1),
                        in.getUnsignedByte(time + 2));
    }

    /** Millionths of a degree, the highest bit being the sign. */
    private static double degrees(long value) {
        if (value < 0) {
            return Double.NaN;
        }
        var magnitude = (value & 0x7FFF_FFFFL) / MICRODEGREES;
        return value > 0x7FFF_FFFFL ? -magnitude : magnitude;
    }

    private static double hundredths(long value) {
        return value < 0 ? Double.NaN : value / HUNDREDTHS;
    }
}
