package io.headway.protocol.ruptela;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.Crc16;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A Ruptela tracker over TCP or UDP: identification, packets of records (command 1) and the answer of one byte to each. Pure; any thread. */
public final class RuptelaTracker implements DeviceEncoder {
    /** A record here has at most 38 bytes: a packet of so many stays below 1,000 bytes, as the vendor's devices keep it. */
    private static final int MAX_FIXES = 20;
    /** Length, command, one byte, CRC. */
    private static final int ANSWER_BYTES = 6;

    private static final int UNKNOWN_HDOP = 0xFF;

    @Override
    public Buffer login(String uniqueId) {
        return packet(uniqueId, RuptelaPacket.IDENTIFICATION, Buffer.buffer());
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var payload = Buffer.buffer().appendByte((byte) 0).appendByte((byte) fixes.size());
        for (var i = 0; i < fixes.size(); i++) {
            append(payload, fixes.get(i), i);
        }
        return packet(uniqueId, RuptelaPacket.RECORDS, payload);
    }

    @Override
    public int reportAnswers(int fixes) {
        return 1;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        if (to - from < RuptelaPacket.LENGTH_BYTES) {
            return 0;
        }
        var length = RuptelaPacket.ENVELOPE_BYTES + in.getUnsignedShort(from);
        return length > to - from ? 0 : length;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return length == ANSWER_BYTES
                && in.getByte(from + 3) == 1
                && Crc16.KERMIT.of(in, from + 2, from + 4) == in.getUnsignedShort(from + 4);
    }

    private static Buffer packet(String imei, int command, Buffer payload) {
        return RuptelaPacket.packet(Buffer.buffer()
                .appendLong(Long.parseLong(imei))
                .appendByte((byte) command)
                .appendBuffer(payload));
    }

    private static void append(Buffer out, Fix fix, int index) {
        // Without satellites and dilution a record is no fix, so a valid one of unknown count is sent as seen by one.
        var satellites = fix.valid() ? Math.clamp(fix.satellites(), 1, 255) : 0;
        out.appendInt((int) (fix.recordedAtMs() / 1_000))
                .appendByte((byte) index)
                .appendByte((byte) 0)
                .appendInt((int) Math.round(fix.longitude() * 1e7))
                .appendInt((int) Math.round(fix.latitude() * 1e7))
                .appendShort((short) Math.round(fix.altitudeM() * 10))
                .appendUnsignedShort(Math.clamp(Math.round(fix.headingDeg() * 100), 0, 35_999))
                .appendUnsignedByte((short) satellites)
                .appendUnsignedShort(Math.clamp(Math.round(fix.speedKmh()), 0, 0xFFFF))
                .appendUnsignedByte((short) UNKNOWN_HDOP)
                .appendByte((byte) 0);
        var sent = SentAttributes.of(fix);
        var ones = new Elements();
        sent.flag(Attribute.IGNITION).ifPresent(on -> ones.add(RuptelaIo.IGNITION, 1, on ? 1 : 0));
        sent.flag(Attribute.MOTION).ifPresent(on -> ones.add(RuptelaIo.MOVEMENT, 1, on ? 1 : 0));
        var twos = new Elements();
        twos.add(RuptelaIo.POWER_SUPPLY, 2, sent.number(Attribute.POWER_V) * 1_000);
        twos.add(RuptelaIo.BATTERY, 2, sent.number(Attribute.BATTERY_V) * 1_000);
        var fours = new Elements();
        fours.add(RuptelaIo.VIRTUAL_ODOMETER, 4, sent.number(Attribute.ODOMETER));
        ones.appendTo(out);
        twos.appendTo(out);
        fours.appendTo(out);
        out.appendByte((byte) 0);
    }

    /** A group of elements of one width. */
    private static final class Elements {
        private final Buffer bytes = Buffer.buffer();
        private int count;

        /** Nothing when the value is unknown. */
        void add(RuptelaIo io, int widthBytes, double value) {
            if (Double.isNaN(value)) {
                return;
            }
            var rounded = Math.round(value);
            bytes.appendByte((byte) io.id());
            for (var i = widthBytes - 1; i >= 0; i--) {
                bytes.appendByte((byte) (rounded >>> (8 * i)));
            }
            count++;
        }

        void appendTo(Buffer out) {
            out.appendByte((byte) count).appendBuffer(bytes);
        }
    }
}
