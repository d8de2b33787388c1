package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What must hold of every decoder on any bytes. Test thread. */
public final class DecoderCheck {
    /** A fixed moment: 2026-01-01T00:00Z. */
    public static final long NOW_MS = 1_767_225_600_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** What a frame of nothing may take: readers, builders, a message of refusal. */
    private static final int FRAME_OVERHEAD_BYTES = 16_384;
    /** A captured message takes up to 70: a digit and a comma become a named attribute, or three of them a position of 72 bytes. */
    private static final int ALLOCATED_PER_BYTE = 256;

    /** While a fuzz test is fuzzed, the instrumentation of the decoder allocates too. */
    private static final int INSTRUMENTATION = System.getenv("JAZZER_FUZZ") == null ? 1 : 4;

    private static final int AROUND_BYTES = 64;
    private static final int MAX_ANSWER_BYTES = 4_096;

    private DecoderCheck() {}

    /** Follows a stream from its first byte as a gateway does; no exception, no step backwards, no read beyond the frame. */
    public static void stream(DeviceProtocol protocol, byte[] bytes) {
        var stream = Buffer.buffer(bytes);
        var loggedIn = false;
        var from = 0;
        while (from < bytes.length) {
            var length = protocol.frameLength(stream, from, stream.length(), loggedIn);
            if (length <= 0 || length > stream.length() - from) {
                return;
            }
            loggedIn |=
                    frame(protocol, Arrays.copyOfRange(bytes, from, from + length), loggedIn) instanceof Frame.Login;
            from += length;
        }
    }

    /** Decodes one frame, alone and among other bytes: the result is the same, so nothing beyond it was read. */
    public static Frame frame(DeviceProtocol protocol, byte[] frame, boolean loggedIn) {
        var arrival = new Arrival(loggedIn, NOW_MS);
        var exact = protocol.decode(Buffer.buffer(frame), 0, frame.length, arrival);
        for (var around : new byte[] {0, (byte) 0xFF}) {
            var padding = new byte[AROUND_BYTES];
            Arrays.fill(padding, around);
            var within = Buffer.buffer().appendBytes(padding).appendBytes(frame).appendBytes(padding);
            var again = protocol.decode(within, AROUND_BYTES, frame.length, arrival);
            assertThat(comparable(again)).isEqualTo(comparable(exact));
        }
        isWhole(exact);
        var buffer = Buffer.buffer(frame);
        costsItsLength(1, frame.length, () -> protocol.decode(buffer, 0, frame.length, arrival));
        return exact;
    }

    /** Decodes a datagram. */
    public static void datagram(DatagramProtocol protocol, byte[] bytes) {
        var datagram = Buffer.buffer(bytes);
        var arrival = new Arrival(false, NOW_MS);
        var frames = protocol.decode(datagram, arrival);
        frames.forEach(DecoderCheck::isWhole);
        costsItsLength(frames.size(), bytes.length, () -> protocol.decode(datagram, arrival));
    }

    /**
     * Memory that decoding takes, answers aside, is bounded by the frame's length, whatever counts and lengths it declares. To be called when
     * the same has been decoded before: the first time allocates classes and call sites too.
     */
    private static void costsItsLength(int frames, int lengthBytes, Runnable decoding) {
        var thread = Thread.currentThread().threadId();
        var before = THREADS.getThreadAllocatedBytes(thread);
        decoding.run();
        var allocated = THREADS.getThreadAllocatedBytes(thread) - before;
        assertThat(allocated)
                .isLessThan(INSTRUMENTATION
                        * ((frames + 1L) * FRAME_OVERHEAD_BYTES + (long) ALLOCATED_PER_BYTE * lengthBytes));
    }

    /** A frame can be stored and answered. */
    public static void isWhole(Frame frame) {
        switch (frame) {
            case Frame.Positions positions -> {
                assertThat(positions.fixes()).isNotEmpty();
                positions.fixes().forEach(fix -> isStorable(fix.attributes()));
                var ack = positions
                        .ack()
                        .apply(Receipt.allStored(positions.fixes().size()));
                assertThat(ack == null || ack.length() <= MAX_ANSWER_BYTES).isTrue();
            }
            case Frame.Status status -> isStorable(status.attributes());
            case Frame.Login login -> assertThat(login.uniqueId()).isNotEmpty();
            case Frame.Heartbeat _ -> {}
            case Frame.Rejected rejected -> assertThat(rejected.detail()).isNotEmpty();
        }
    }

    private static void isStorable(String attributes) {
        assertThat(new JsonObject(attributes)).isNotNull();
        // An escaped backslash before "u0000" is text and no escape.
        assertThat(attributes.replace("\\\\", "")).doesNotContain("\0").doesNotContain("\\u0000");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(attributes)).isTrue();
    }

    /** Without the acknowledgement, which is a function and equal to itself alone. */
    private static Object comparable(Frame frame) {
        return frame instanceof Frame.Positions positions
                ? List.of(
                        String.valueOf(positions.uniqueId()),
                        positions.fixes().stream().map(Fix::toString).toList())
                : frame;
    }
}
