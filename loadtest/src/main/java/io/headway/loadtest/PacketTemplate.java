package io.headway.loadtest;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A Teltonika codec 8 packet whose constant bytes are laid out once; each send patches time, place and odometer and the checksum. Layout:
 * Teltonika "Data Sending Protocols", Codec 8. Owned by one driver thread.
 */
final class PacketTemplate {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private static final int HEADER_BYTES = 8;
    private static final int FIRST_RECORD = HEADER_BYTES + 2;
    private static final int CHECKSUM_BYTES = 4;
    private static final int CODEC_8 = 0x08;
    /** Timestamp 8, priority 1, longitude 4, latitude 4, altitude 2, angle 2, satellites 1, speed 2. */
    private static final int GPS_BYTES = 24;

    private static final int ALTITUDE_M = 340;
    private static final int SATELLITES = 11;
    private static final int SPEED_KMH = 54;

    /** Elements in the order in which {@code --io N} takes them: id, bytes, value. Value 0 of the odometer is patched. */
    private static final int[][] ELEMENTS = {{239, 1, 1}, {240, 1, 1}, {21, 1, 4}, {66, 2, 12_450}, {16, 4, 0}};

    static final int MAX_ELEMENTS = ELEMENTS.length;

    private final byte[] bytes;
    private final int records;
    private final int recordBytes;
    private final boolean odometer;

    /**
     * @param records per packet, 1 to 255
     * @param elements I/O elements per record, 0 to {@link #MAX_ELEMENTS}
     */
    PacketTemplate(int records, int elements) {
        if (records < 1 || records > 255 || elements < 0 || elements > MAX_ELEMENTS) {
            throw new IllegalArgumentException(records + " records, " + elements + " elements");
        }
        this.records = records;
        var record = record(elements);
        this.recordBytes = record.length;
        this.odometer = elements == MAX_ELEMENTS;
        var dataBytes = 2 + records * recordBytes + 1;
        var packet = ByteBuffer.allocate(HEADER_BYTES + dataBytes + CHECKSUM_BYTES);
        packet.putInt(0).putInt(dataBytes).put((byte) CODEC_8).put((byte) records);
        for (var i = 0; i < records; i++) {
            packet.put(record);
        }
        packet.put((byte) records);
        bytes = packet.array();
    }

    /** 2-byte length and IMEI. */
    static byte[] login(String imei) {
        var ascii = imei.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + ascii.length)
                .putShort((short) ascii.length)
                .put(ascii)
                .array();
    }

    int lengthBytes() {
        return bytes.length;
    }

    int records() {
        return records;
    }

    /**
     * Patches one record.
     *
     * @param longitudeE7 degrees times 10^7
     * @param latitudeE7 degrees times 10^7
     * @param headingDeg 0 to 359
     */
    void patch(int index, long recordedAtMs, int longitudeE7, int latitudeE7, int headingDeg, int odometerM) {
        var at = FIRST_RECORD + index * recordBytes;
        LONG.set(bytes, at, recordedAtMs);
        INT.set(bytes, at + 9, longitudeE7);
        INT.set(bytes, at + 13, latitudeE7);
        SHORT.set(bytes, at + 19, (short) headingDeg);
        if (odometer) {
            // The only 4-byte element, before the count of the 8-byte ones.
            INT.set(bytes, at + recordBytes - 5, odometerM);
        }
    }

    /** Appends the packet with its checksum. */
    void appendTo(ByteBuffer target) {
        INT.set(bytes, bytes.length - CHECKSUM_BYTES, Crc16Ibm.of(bytes, HEADER_BYTES, bytes.length - CHECKSUM_BYTES));
        target.put(bytes);
    }

    /** What a datagram carries of it: from the codec's number to the second count of records, without length and checksum. */
    int contentBytes() {
        return bytes.length - HEADER_BYTES - CHECKSUM_BYTES;
    }

    void appendContentTo(ByteBuffer target) {
        target.put(bytes, HEADER_BYTES, contentBytes());
    }

    private static byte[] record(int elements) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(GPS_BYTES)
                .putShort(17, (short) ALTITUDE_M)
                .put(21, (byte) SATELLITES)
                .putShort(22, (short) SPEED_KMH)
                .array());
        // Event id 0: the record is periodic, no element caused it.
        out.write(0);
        out.write(elements);
        for (var width : new int[] {1, 2, 4, 8}) {
            var count = 0;
            var values = new ByteArrayOutputStream();
            for (var i = 0; i < elements; i++) {
                if (ELEMENTS[i][1] == width) {
                    count++;
                    values.write(ELEMENTS[i][0]);
                    for (var shift = (width - 1) * 8; shift >= 0; shift -= 8) {
                        values.write(ELEMENTS[i][2] >>> shift);
                    }
                }
            }
            out.write(count);
            out.writeBytes(values.toByteArray());
        }
        return out.toByteArray();
    }
}
