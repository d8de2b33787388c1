package io.headway.protocol.ruptela;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Owned by the thread that decodes; lives for one packet. Reads records, never beyond the end it was given. Where an extended record has
 * more elements than one record holds, others with the same time follow it; together they are one fix (vendor document, section "Record
 * extension": the high half is the number of the last of the group, the low half that of this one, from 0).
 */
final class RuptelaRecords {
    /** How many records wait in the device, and how many come here. */
    private static final int COUNTS_BYTES = 2;
    /** Time 4, its extension, priority, longitude 4, latitude 4, altitude 2, angle 2, satellites, speed 2, HDOP: vendor document, "Record header". */
    private static final int HEADER_BYTES = 22;

    private static final double DEGREES = 1e7;
    /** Both coordinates of a record that has none; seen from devices. */
    private static final int NO_COORDINATE = Integer.MIN_VALUE;
    /**
     * No vehicle drives at 6,144 m and above, but many do below the sea: so the uppermost sixteenth of the altitudes are negative ones, as
     * devices in such places send them.
     */
    private static final int FIRST_NEGATIVE_ALTITUDE = 0xF000;

    /** All bits stand for unknown; seen from devices without a fix. */
    private static final int UNKNOWN_WORD = 0xFFFF;

    private static final int UNKNOWN_BYTE = 0xFF;
    /** Reserved, time 4, longitude 4, latitude 4, origin, code 5; vendor document, command 9/109. */
    private static final int TROUBLE_CODE_BYTES = 19;

    private static final int TROUBLE_CODE_CHARACTERS = 5;
    private static final int FROM_MEMORY = 2;

    private final Buffer in;
    private final int end;
    private final boolean extended;
    private final FixBuilder fix = new FixBuilder();
    private final StringBuilder vin = new StringBuilder();
    /** The device says its ignition apart from its fourth input, which then is one like the others. */
    private boolean ignitionKnown;

    private StringJoiner alarms = new StringJoiner(",");
    private int at;

    /** @param extended whether a record has an extension byte, and ids of 2 bytes */
    RuptelaRecords(Buffer in, int from, int end, boolean extended) {
        this.in = in;
        this.at = from;
        this.end = end;
        this.extended = extended;
    }

    /** The fixes, or none when the bytes are not exactly as many records as they say. */
    List<Fix> read() {
        if (end - at < COUNTS_BYTES) {
            return List.of();
        }
        int count = in.getUnsignedByte(at + 1);
        at += COUNTS_BYTES;
        var headerBytes = HEADER_BYTES + (extended ? 3 : 1);
        if (count * headerBytes > end - at) {
            return List.of();
        }
        var fixes = new ArrayList<Fix>(count);
        var openTime = -1L;
        for (var i = 0; i < count; i++) {
            if (end - at < headerBytes) {
                return List.of();
            }
            var time = in.getUnsignedInt(at);
            var continues = extended && continues(in.getUnsignedByte(at + 5)) && time == openTime;
            if (!continues) {
                close(fixes, openTime);
                header(at);
                openTime = time;
            }
            at += headerBytes;
            if (!elements()) {
                return List.of();
            }
        }
        close(fixes, openTime);
        return at == end ? fixes : List.of();
    }

    /** Whether the record extension is that of a group's later record. */
    private static boolean continues(int extension) {
        var number = extension & 0xF;
        return number > 0 && number <= extension >> 4;
    }

    private void close(List<Fix> fixes, long openTime) {
        if (openTime >= 0) {
            if (!vin.isEmpty()) {
                fix.attributes().put(Attribute.VIN, vin.toString());
                vin.setLength(0);
            }
            if (alarms.length() > 0) {
                fix.attributes().put(Attribute.ALARM, alarms.toString());
                alarms = new StringJoiner(",");
            }
            ignitionKnown = false;
            fixes.add(fix.build());
        }
    }

    /**
     * Devices without a fix say of each field that it is unknown: where the coordinates are, nothing else of the place is taken. Coordinates with
     * neither a satellite nor a known dilution of precision are the last known ones; where a dilution is given, the record claims a fix. The
     * time's extension only tells records of the same second apart.
     */
    private void header(int record) {
        var start = record + (extended ? 1 : 0);
        var longitude = in.getInt(start + 6);
        var latitude = in.getInt(start + 10);
        fix.at(in.getUnsignedInt(record) * 1_000);
        if (longitude != NO_COORDINATE && latitude != NO_COORDINATE) {
            var altitude = in.getUnsignedShort(start + 14);
            int satellites = in.getUnsignedByte(start + 18);
            fix.degrees(latitude / DEGREES, longitude / DEGREES)
                    .altitudeM((altitude >= FIRST_NEGATIVE_ALTITUDE ? altitude - 0x1_0000 : altitude) / 10.0)
                    .headingDeg(known(in.getUnsignedShort(start + 16)) / 100)
                    .satellites(satellites == UNKNOWN_BYTE ? -1 : satellites)
                    .valid(satellites > 0 || in.getUnsignedByte(start + 21) != UNKNOWN_BYTE)
                    .speedKmh(known(in.getUnsignedShort(start + 19)));
        } else {
            fix.valid(false);
        }
        int priority = in.getUnsignedByte(start + 5);
        if (priority != 0) {
            fix.attributes().put(Attribute.PRIORITY, priority);
        }
        int hdop = in.getUnsignedByte(start + 21);
        if (hdop != UNKNOWN_BYTE) {
            fix.attributes().putDecimal(Attribute.HDOP, hdop, 1);
        }
        fix.attributes()
                .put(Attribute.EVENT, extended ? in.getUnsignedShort(start + 22) : in.getUnsignedByte(start + 22));
    }

    private static double known(int word) {
        return word == UNKNOWN_WORD ? Double.NaN : word;
    }

    /** Elements of 1, 2, 4 and 8 bytes. False when the bytes end before. */
    private boolean elements() {
        return group(1) && group(2) && group(4) && group(8);
    }

    private boolean group(int widthBytes) {
        if (end - at < 1) {
            return false;
        }
        int count = in.getUnsignedByte(at++);
        var idBytes = extended ? 2 : 1;
        if (end - at < count * (idBytes + widthBytes)) {
            return false;
        }
        for (var i = 0; i < count; i++) {
            var id = extended ? in.getUnsignedShort(at) : in.getUnsignedByte(at);
            element(id, widthBytes, at + idBytes);
            at += idBytes + widthBytes;
        }
        return true;
    }

    private void element(int id, int widthBytes, int value) {
        if (widthBytes == 8 && RuptelaIo.isPartOfVin(id)) {
            for (var i = value; i < value + widthBytes; i++) {
                var character = in.getByte(i);
                if (character > ' ' && character < 0x7F) {
                    vin.append((char) character);
                }
            }
            return;
        }
        long number = switch (widthBytes) {
            case 1 -> in.getUnsignedByte(value);
            case 2 -> in.getUnsignedShort(value);
            case 4 -> in.getUnsignedInt(value);
            default -> in.getLong(value);
        };
        if (id == RuptelaIo.IGNITION.id() && ignitionKnown) {
            fix.attributes().putIndexed("io", id, number);
        } else {
            RuptelaIo.write(fix.attributes(), id, widthBytes, number);
        }
        ignitionKnown |= id == RuptelaIo.CUSTOM_IGNITION.id();
        var alarm = widthBytes < 8 ? RuptelaIo.alarm(id, number) : null;
        if (alarm != null) {
            alarms.add(alarm.tag());
        }
    }

    /** Trouble codes of the vehicle, each with the place and time it came up; none when the bytes are not exactly as many as they say. */
    static List<Fix> troubleCodes(Buffer in, int from, int end) {
        if (end - from < 1) {
            return List.of();
        }
        int count = in.getUnsignedByte(from);
        if (count * TROUBLE_CODE_BYTES != end - from - 1) {
            return List.of();
        }
        var fixes = new ArrayList<Fix>(count);
        var fix = new FixBuilder();
        for (var start = from + 1; start < end; start += TROUBLE_CODE_BYTES) {
            fix.at(in.getUnsignedInt(start + 1) * 1_000)
                    .degrees(in.getInt(start + 9) / DEGREES, in.getInt(start + 5) / DEGREES);
            if (in.getByte(start + 13) == FROM_MEMORY) {
                fix.attributes().put(Attribute.ARCHIVE, true);
            }
            var code =
                    in.getString(start + 14, start + 14 + TROUBLE_CODE_CHARACTERS, StandardCharsets.ISO_8859_1.name());
            fix.attributes().put(Attribute.DTCS, code.trim());
            fixes.add(fix.build());
        }
        return fixes;
    }
}
