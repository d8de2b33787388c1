package io.headway.protocol.gt06;

import io.headway.protocol.Arrival;
import io.headway.protocol.Crc16;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;

/**
 * GT06 over TCP. Stateless and pure; any thread.
 *
 * <p>A packet is 78 78 and a length of one byte, or 79 79 and one of two, then protocol number, content, serial number, CRC-ITU, and 0D 0A
 * (vendor document, section "General Packet Format"). A connection starts with the IMEI, which is answered as nearly everything is: with the protocol number and
 * the serial number. A packet of a place is answered once the place is durable.
 *
 * <p>A login may name the zone of the device's clock. The packets of the first models are in that zone, those of later ones in UTC whatever it is.
 */
public final class Gt06Protocol implements DeviceProtocol {
    static final String NAME = "gt06";

    private static final int SHORT_HEADER_BYTES = 3;
    private static final int LONG_HEADER_BYTES = 4;
    private static final int STOP_BYTES = 2;
    /** Protocol number, serial number, checksum. */
    private static final int LEAST_BYTES = 5;

    private static final int LOGIN = 0x01;
    /** The vendor document has the times of 0x22 and later as UTC. Those before are of devices that send local time (field experience). */
    private static final int FIRST_KIND_IN_UTC = 0x20;

    private static final int WEST = 1 << 3;
    /** Kiritimati. */
    private static final int MOST_HOURS = 14;

    private static final int LW4G_BYTES = 0x40 - LEAST_BYTES;
    private static final int SR411_BYTES = 0x2E - LEAST_BYTES;
    private static final int CARD_BYTES = 0x28 - LEAST_BYTES;
    private static final int SL4X_LIST_BYTES = 0x37 - LEAST_BYTES;
    private static final int FENCE_BYTES = GpsBlock.BYTES + 15;
    private static final int TIMED_CELL_BYTES = 6 + Cell.GSM.bytes();
    private static final int SPACE10X_BYTES = 0x17 - LEAST_BYTES;

    private static final int CANNOT_FOLLOW = -1;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        var available = to - from;
        if (available < 1) {
            return 0;
        }
        int first = in.getUnsignedByte(from);
        if (isPadding(first)) {
            return padding(in, from, to);
        }
        if (first != 0x78 && first != 0x79) {
            return CANNOT_FOLLOW;
        }
        if (available < 2) {
            return 0;
        }
        if (in.getUnsignedByte(from + 1) != first) {
            return CANNOT_FOLLOW;
        }
        if (available < (first == 0x78 ? SHORT_HEADER_BYTES : LONG_HEADER_BYTES)) {
            return 0;
        }
        var declared = declaredLength(in, from);
        if (available < declared || isStop(in, from + declared - STOP_BYTES)) {
            return declared;
        }
        // Some firmware does not count the checksum.
        if (available < declared + STOP_BYTES) {
            return 0;
        }
        if (isStop(in, from + declared)) {
            return declared + STOP_BYTES;
        }
        // Some miscounts otherwise: then the packet goes to the first stop there is.
        for (var at = from + SHORT_HEADER_BYTES + 1; at + STOP_BYTES <= to; at++) {
            if (isStop(in, at)) {
                return at + STOP_BYTES - from;
            }
        }
        return 0;
    }

    /** A stray line end, or padding between packets. */
    private static boolean isPadding(int value) {
        return value == 0 || value == '\r' || value == '\n';
    }

    private static int padding(Buffer in, int from, int to) {
        var at = from;
        while (at < to && isPadding(in.getUnsignedByte(at))) {
            at++;
        }
        return at - from;
    }

    /** From start to stop, by the packet's own length; its header is there. */
    private static int declaredLength(Buffer in, int from) {
        return in.getUnsignedByte(from) == 0x78
                ? SHORT_HEADER_BYTES + in.getUnsignedByte(from + 2) + STOP_BYTES
                : LONG_HEADER_BYTES + in.getUnsignedShort(from + 2) + STOP_BYTES;
    }

    private static boolean isStop(Buffer in, int at) {
        return in.getUnsignedShort(at) == Answers.STOP;
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        if (from < 0 || length < 1 || length > in.length() - from) {
            return malformed("the frame is not within the bytes given");
        }
        if (isPadding(in.getUnsignedByte(from))) {
            return padding(in, from, from + length) == length
                    ? new Frame.Heartbeat(null, null)
                    : malformed("padding with something else behind it");
        }
        var start = length < LONG_HEADER_BYTES ? 0 : in.getUnsignedShort(from);
        if (start != Answers.SHORT_START && start != Answers.LONG_START) {
            return malformed("no packet starts here");
        }
        var extended = start == Answers.LONG_START;
        var kindAt = from + (extended ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES);
        var end = end(in, from, length);
        if (end - kindAt < LEAST_BYTES) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the packet is too short for a checksum");
        }
        if (Crc16.X25.of(in, from + 2, end - 2) != in.getUnsignedShort(end - 2)) {
            return new Frame.Rejected(FrameFault.CHECKSUM, "the packet's CRC-ITU does not verify");
        }
        var kind = in.getUnsignedByte(kindAt);
        var clock = new DeviceClock(kind < FIRST_KIND_IN_UTC ? arrival.clockAheadMs() : 0, arrival.atMs());
        var packet = new Packet(in, extended, kind, kindAt + 1, end - 4, in.getUnsignedShort(end - 4), clock);
        if (packet.kind() == LOGIN) {
            return login(packet);
        }
        var frame = extended ? extendedContent(packet, arrival) : content(packet, arrival);
        return arrival.loggedIn() || (frame instanceof Frame.Positions positions && positions.uniqueId() != null)
                ? frame
                : new Frame.Rejected(FrameFault.NOT_LOGGED_IN, "a packet before the IMEI");
    }

    /** The byte after the checksum: where the length says, if the stop is there or was cut off; otherwise before the stop that ended it. */
    private static int end(Buffer in, int from, int length) {
        var declared = declaredLength(in, from);
        var isWhole = length >= declared && isStop(in, from + declared - STOP_BYTES);
        var isCut =
                length == declared - STOP_BYTES || (length == declared - 1 && in.getByte(from + length - 1) == '\r');
        if (isWhole || isCut) {
            return from + declared - STOP_BYTES;
        }
        var last = from + length - STOP_BYTES;
        return isStop(in, last) ? last : from + length;
    }

    private static Frame login(Packet packet) {
        var in = packet.content();
        if (in.left() < IdentifiedContents.IMEI_BYTES) {
            return packet.tooShort();
        }
        var imei = IdentifiedContents.imei(in);
        // The device's type, which nothing follows from.
        in.skip(2);
        return new Frame.Login(imei, packet.reply(), Buffer.buffer(), clockAheadMs(in.u16()));
    }

    /**
     * Hours and minutes as a decimal number above the lowest 4 bits, of which bit 3 says west (vendor document, section "Login Packet"): 0x190A is
     * 4 hours behind UTC. No zone that there is counts as none.
     */
    private static long clockAheadMs(int zone) {
        var hours = (zone >> 4) / 100;
        var minutes = (zone >> 4) % 100;
        if (hours > MOST_HOURS || minutes > 59) {
            return 0;
        }
        var aheadMs = (hours * 60L + minutes) * 60_000;
        return (zone & WEST) == 0 ? aheadMs : -aheadMs;
    }

    /** Behind 78 78, and behind 79 79 what is not another thing there. */
    private static Frame content(Packet packet, Arrival arrival) {
        var bytes = packet.contentBytes();
        return switch (packet.kind()) {
            case 0x10, 0x12, 0x1A, 0x1E, 0x22, 0x25, 0x2D, 0x31, 0x37, 0xA0 -> LocationContents.decode(packet);
            case 0x11 ->
                bytes >= TIMED_CELL_BYTES && bytes < GpsBlock.BYTES
                        ? StateContents.timedCell(packet, arrival)
                        : LocationContents.decode(packet);
            case 0x17 -> bytes == CARD_BYTES ? LocationContents.decode(packet) : packet.nothing(packet.reply());
            case 0x16, 0x26, 0x27, 0x32, 0xA4 -> AlarmContents.decode(packet);
            case 0xA3 -> bytes >= FENCE_BYTES ? AlarmContents.decode(packet) : packet.nothing(packet.reply());
            case 0x13 -> StateContents.heartbeat(packet, arrival);
            case 0x23 -> StateContents.gk310(packet, arrival);
            case 0x36 -> StateContents.modular(packet, arrival);
            case 0x19 ->
                bytes >= SPACE10X_BYTES ? CellLists.decode(packet, arrival) : StateContents.cell(packet, arrival);
            case 0xA5, 0xA7 -> StateContents.cell(packet, arrival);
            case 0x40 -> StateContents.battery(packet, arrival);
            case 0xF1 -> StateContents.items(packet, arrival);
            case 0xF2 -> StateContents.peripherals(packet, arrival);
            case 0x24 -> bytes == SR411_BYTES ? ModelContents.sr411(packet) : CellLists.decode(packet, arrival);
            case 0x18, 0x28, 0x2C, 0x2E, 0x33, 0xA1, 0xA9 -> CellLists.decode(packet, arrival);
            case 0xA2 -> bytes == LW4G_BYTES ? ModelContents.lw4g(packet) : CellLists.decode(packet, arrival);
            case 0x34 -> bytes == SL4X_LIST_BYTES ? CellLists.decode(packet, arrival) : ModelContents.x3(packet);
            case 0xF3 -> CellLists.wifiOnly(packet, arrival);
            case 0x38, 0x39 -> ModelContents.modular(packet);
            case 0x61 -> IdentifiedContents.key(packet);
            case 0x95 -> CameraContents.decode(packet, arrival);
            case 0x70 -> modules(packet, arrival);
            case 0x15 -> TextContents.shortAnswer(packet, arrival);
            case 0x21 -> TextContents.longAnswer(packet, arrival);
            case 0x9B -> TextContents.serialPort(packet, arrival);
            case 0x66, 0x8C -> TextContents.vehicle(packet, arrival);
            case 0x94 -> InformationContents.decode(packet, arrival);
            case 0x8A -> packet.nothing(Answers.time(packet.kind(), packet.serial(), arrival.atMs()));
            // Answers to commands; one more answer would be a command.
            case 0x80, 0x81, 0x82 -> packet.nothing(null);
            default -> packet.nothing(packet.extended() ? null : packet.reply());
        };
    }

    private static Frame extendedContent(Packet packet, Arrival arrival) {
        return switch (packet.kind()) {
            case 0x32, 0x33 -> ModelContents.az735(packet, arrival);
            // Parts of pictures: not kept, but wanted no more.
            case 0x36 -> packet.nothing(null);
            case 0x41 -> packet.nothing(Answers.longTo(packet.kind(), packet.serial()));
            default -> content(packet, arrival);
        };
    }

    private static Frame modules(Packet packet, Arrival arrival) {
        var fix = new FixBuilder();
        return Modules.read(packet.content(), 2, fix)
                ? packet.fix(null, fix)
                : packet.status(fix, arrival, packet.reply());
    }

    private static Frame malformed(String detail) {
        return new Frame.Rejected(FrameFault.MALFORMED, detail);
    }
}
