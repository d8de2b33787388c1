package io.headway.loadtest;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One simulated tracker over TCP. Owned by the driver thread. */
final class Device {
    final int index;
    final SocketChannel channel;
    SelectionKey key;

    /** Bytes that the socket did not take; null when it took all. */
    ByteBuffer unsent;

    long packetsSent;
    long packetsAcked;
    /** When each packet in flight was sent, nanoseconds; a ring, closed loop only. */
    long[] sentAtNanos = {};

    final Drive drive;
    private int ackBytes;
    private int ackValue;

    Device(int index, SocketChannel channel, Drive drive) {
        this.index = index;
        this.channel = channel;
        this.drive = drive;
    }

    /** Drives on by a packet's records and appends it. */
    void append(PacketTemplate packet, ByteBuffer target) {
        drive.fill(packet);
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
