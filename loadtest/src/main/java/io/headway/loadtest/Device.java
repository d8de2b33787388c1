package io.headway.loadtest;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One simulated tracker: its connection, its clock and its place on a circle. Owned by the driver thread. */
final class Device {
    private static final double EARTH_DEGREES_E7_PER_M = 1e7 / 111_320;
    private static final int HEADINGS = 360;
    /** Metres between two records. */
    static final double STEP_M = 4;

    private static final int[] NORTH_E7 = new int[HEADINGS];
    private static final int[] EAST_E7 = new int[HEADINGS];

    static {
        for (var heading = 0; heading < HEADINGS; heading++) {
            NORTH_E7[heading] = (int) (Math.cos(Math.toRadians(heading)) * STEP_M * EARTH_DEGREES_E7_PER_M);
            EAST_E7[heading] = (int) (Math.sin(Math.toRadians(heading)) * STEP_M * EARTH_DEGREES_E7_PER_M / 0.64);
        }
    }

    final int index;
    final SocketChannel channel;
    SelectionKey key;

    /** Bytes that the socket did not take; null when it took all. */
    ByteBuffer unsent;

    long packetsSent;
    long packetsAcked;
    /** When each packet in flight was sent, nanoseconds; a ring, closed loop only. */
    long[] sentAtNanos = {};

    private long nextRecordMs;
    private final int stepMs;
    private int latitudeE7;
    private int longitudeE7;
    private int headingDeg;
    private int odometerM = 1_000_000;
    private int ackBytes;
    private int ackValue;

    Device(int index, SocketChannel channel, long firstRecordMs, int stepMs) {
        this.index = index;
        this.channel = channel;
        this.nextRecordMs = firstRecordMs;
        this.stepMs = stepMs;
        latitudeE7 = startLatitudeE7(index);
        longitudeE7 = startLongitudeE7(index);
        headingDeg = index % HEADINGS;
    }

    private static int startLatitudeE7(int index) {
        return 499_000_000 + index % 100 * 20_000;
    }

    private static int startLongitudeE7(int index) {
        return 115_000_000 + index / 100 * 20_000;
    }

    /** Where the device begins, degrees. */
    static double startLatitude(int index) {
        return startLatitudeE7(index) / 1e7;
    }

    static double startLongitude(int index) {
        return startLongitudeE7(index) / 1e7;
    }

    /** What a step in this direction adds, degrees. */
    static double northDegrees(int heading) {
        return NORTH_E7[heading] / 1e7;
    }

    static double eastDegrees(int heading) {
        return EAST_E7[heading] / 1e7;
    }

    long nextRecordMs() {
        return nextRecordMs;
    }

    /** Drives on by a packet's records and appends it. */
    void append(PacketTemplate packet, ByteBuffer target) {
        for (var i = 0; i < packet.records(); i++) {
            packet.patch(i, nextRecordMs, longitudeE7, latitudeE7, headingDeg, odometerM);
            nextRecordMs += stepMs;
            latitudeE7 += NORTH_E7[headingDeg];
            longitudeE7 += EAST_E7[headingDeg];
            headingDeg = headingDeg + 1 == HEADINGS ? 0 : headingDeg + 1;
            odometerM += (int) STEP_M;
        }
        packet.appendTo(target);
        packetsSent++;
    }

    /** Takes one byte of the answer. The count acknowledged once its four bytes are there, else -1. */
    int ack(byte next) {
        ackValue = ackValue << 8 | (next & 0xFF);
        if (++ackBytes < 4) {
            return -1;
        }
        var count = ackValue;
        ackBytes = 0;
        ackValue = 0;
        return count;
    }
}
