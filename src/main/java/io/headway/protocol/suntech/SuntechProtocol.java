package io.headway.protocol.suntech;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.TextFields;
import io.headway.protocol.suntech.VehicleReport.External;
import io.vertx.core.buffer.Buffer;

/**
 * Suntech's trackers. Stateless and pure; any thread. A report is a text of fields with semicolons between them, ended by a carriage return
 * (vendor document, section "Communication string format"), or in binary behind its length. Over TCP nothing is acknowledged; over UDP every
 * report but the alive one with {@code <family>ACK;<id>} (vendor document of ST4940, "ACK in case of UDP").
 */
public final class SuntechProtocol implements DeviceProtocol {
    static final String NAME = "suntech";

    /** Start of a binary report of families with a name, whose length excludes it, the length and the byte that ends it. */
    private static final int STX = 0x02;

    private static final int FIRST_ZIP = 0x80;
    private static final int LAST_ZIP = 0x9F;
    /** Within so many bytes the first field ends. */
    private static final int HEADER_BYTES = 16;

    private static final String CRASH = "CRR;";
    /** Longer than a part can be: the record has 2,454 bytes. */
    private static final int MAX_CRASH_BYTES = 4_096;
    /** With the semicolon before it. */
    private static final int CHECKSUM_BYTES = 3;

    private final boolean acknowledges;

    /** Over TCP. */
    public SuntechProtocol() {
        this(false);
    }

    private SuntechProtocol(boolean acknowledges) {
        this.acknowledges = acknowledges;
    }

    /** Over UDP: the same reports, acknowledged. */
    public static DatagramProtocol overUdp() {
        return DatagramProtocol.of(new SuntechProtocol(true));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        var blanks = from;
        while (blanks < to && isBlank(in.getByte(blanks))) {
            blanks++;
        }
        if (blanks > from || from == to) {
            return blanks - from;
        }
        var first = in.getUnsignedByte(from);
        if (isZip(first) || first == STX) {
            if (to - from < UniversalZip.HEADER_BYTES) {
                return 0;
            }
            return UniversalZip.HEADER_BYTES + in.getUnsignedShort(from + 1) + (first == STX ? 1 : 0);
        }
        var end = Bytes.startsWith(in, from, to, CRASH) ? endOfCrash(in, from, to) : Bytes.indexOf(in, from, to, '\r');
        var data = end >= 0 && isExternal(in, from, to) ? ExternalData.find(in, from, to) : null;
        if (data != null && end >= data.from()) {
            end = data.to() >= to ? -1 : Bytes.indexOf(in, data.to(), to, '\r');
        }
        return end < 0 ? 0 : end + 1 - from;
    }

    /**
     * A part of a crash's record is binary behind its head. It ends with a checksum, as other data do: a semicolon and two digits, before the
     * carriage return. A part that has none within its length ends with the first.
     */
    private static int endOfCrash(Buffer in, int from, int to) {
        var first = -1;
        for (var at = Bytes.indexOf(in, from, to, '\r'); at >= 0; at = Bytes.indexOf(in, at + 1, to, '\r')) {
            first = first < 0 ? at : first;
            if (at - from > CHECKSUM_BYTES
                    && in.getByte(at - CHECKSUM_BYTES) == ';'
                    && Character.digit(in.getByte(at - 1), 16) >= 0
                    && Character.digit(in.getByte(at - 2), 16) >= 0) {
                return at;
            }
            if (at - from > MAX_CRASH_BYTES) {
                break;
            }
        }
        return to - from > MAX_CRASH_BYTES ? first : -1;
    }

    /** Whether it may be a UEX, whose data may hold ends of lines. */
    private static boolean isExternal(Buffer in, int from, int to) {
        var end = Bytes.indexOf(in, from, Math.min(to, from + HEADER_BYTES), ';');
        return end >= from + 3 && Bytes.startsWith(in, end - 3, to, "UEX");
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        var first = in.getUnsignedByte(from);
        if (isZip(first)) {
            return acknowledged("", UniversalZip.frame(in, from, from + length, arrival));
        }
        if (first == STX) {
            return new Frame.Rejected(FrameFault.UNKNOWN_KIND, "a binary report of a family that is read as text only");
        }
        var to = from + length;
        while (to > from && isBlank(in.getByte(to - 1))) {
            to--;
        }
        if (to == from || Bytes.startsWith(in, from, to, "-Error")) {
            // "-Error" answers a command that the device did not understand; it does not say whose answer it is.
            return new Frame.Heartbeat(null, null);
        }
        var data = isExternal(in, from, to) ? ExternalData.find(in, from, to) : null;
        if (data != null && data.to() < to) {
            return external(in, from, to, data, arrival);
        }
        var fields = TextFields.of(in, from, to, ';');
        var header = SuntechHeader.of(fields);
        return header == null
                ? malformed("a text that starts with no header and identity")
                : report(header, fields, null, arrival);
    }

    /** A UEX whose data is as long as it says. What its checksum does not confirm is left out; the position is not part of the sum. */
    private Frame external(Buffer in, int from, int to, ExternalData data, Arrival arrival) {
        var fields = TextFields.of(in, from, data.from() - 1, ';');
        var behind = TextFields.of(in, data.to() + 1, to, ';');
        var verifies = data.verifies(in, behind);
        var external = new External(
                attributes -> {
                    if (verifies) {
                        data.put(attributes, in);
                    }
                },
                behind);
        return report(SuntechHeader.of(fields), fields, external, arrival);
    }

    private Frame report(SuntechHeader header, TextFields fields, External external, Arrival arrival) {
        if (header.isAnswer() || header.isAlive()) {
            return new Frame.Heartbeat(fields.text(header.idAt()), null);
        }
        return acknowledged(header.prefix(), content(header, fields, external, arrival));
    }

    private static Frame content(SuntechHeader header, TextFields fields, External external, Arrival arrival) {
        if (header.isPersonal()) {
            return PersonalReport.frame(header, fields, arrival);
        }
        if (header.isUniversal()) {
            return switch (header.kind()) {
                case "STT", "ALT", "UEX" -> UniversalReport.frame(header, fields, external, arrival);
                case "BLE" -> BluetoothReport.tags(header, fields, arrival);
                case "BSA" -> BluetoothReport.sensors(header, fields, arrival);
                // Travels, crashes and others of whose fields nothing more is known here: the device lives.
                default ->
                    UniversalReport.hasPosition(fields)
                            ? UniversalReport.frame(header, fields, null, arrival)
                            : new Frame.Heartbeat(fields.text(header.idAt()), null);
            };
        }
        return switch (header.kind()) {
            case "STT", "ALT" ->
                AssetReport.is(header, fields)
                        ? AssetReport.frame(header, fields, arrival)
                        : VehicleReport.frame(header, fields, null, arrival);
            case "EMG", "EVT", "UEX" -> VehicleReport.frame(header, fields, external, arrival);
            case "HTE" -> TravelReport.frame(header, fields, arrival);
            default ->
                VehicleReport.hasPosition(fields)
                        ? VehicleReport.frame(header, fields, null, arrival)
                        : new Frame.Heartbeat(fields.text(header.idAt()), null);
        };
    }

    private Frame acknowledged(String prefix, Frame frame) {
        if (!acknowledges) {
            return frame;
        }
        return switch (frame) {
            case Frame.Positions positions ->
                new Frame.Positions(positions.uniqueId(), positions.fixes(), _ -> answer(prefix, positions.uniqueId()));
            case Frame.Status status ->
                new Frame.Status(
                        status.uniqueId(),
                        status.reportedAtMs(),
                        status.attributes(),
                        answer(prefix, status.uniqueId()));
            case Frame.Heartbeat heartbeat ->
                new Frame.Heartbeat(heartbeat.uniqueId(), answer(prefix, heartbeat.uniqueId()));
            case Frame other -> other;
        };
    }

    private static Buffer answer(String prefix, String uniqueId) {
        return Buffer.buffer(prefix + "ACK;" + uniqueId);
    }

    private static boolean isZip(int first) {
        return first >= FIRST_ZIP && first <= LAST_ZIP;
    }

    private static boolean isBlank(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == 0;
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
