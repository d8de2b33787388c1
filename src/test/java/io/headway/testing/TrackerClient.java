package io.headway.testing;

import io.headway.model.Fix;
import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.protocol.teltonika.TeltonikaEncoder.IoValue;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A tracker that behaves as the vendor's do: it keeps each packet until its count has come back, and after a break connects again and sends
 * again what is not acknowledged, as it was. Its records have the times {@code firstAtMs + k * STEP_MS}, so what it has sent and what was
 * acknowledged are two numbers. Owned by its own virtual thread; the numbers may be read by any.
 */
public final class TrackerClient implements AutoCloseable {
    /** Between two records. */
    public static final long STEP_MS = 250;

    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ANSWER_TIMEOUT_MS = 60_000;
    private static final long RETRY_MS = 50;
    private static final int MAX_RECORDS = 7;

    private final Settings settings;
    private final ArrayDeque<Packet> unacknowledged = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Socket socket;
    private volatile boolean producing = true;
    private volatile long sent;
    private volatile long acknowledged;
    private final AtomicLong sentAgain = new AtomicLong();
    private volatile String fault;

    /**
     * How it behaves.
     *
     * @param firstAtMs time of its first record
     * @param window packets that it sends before it waits for a count
     * @param pauseMs between two packets
     */
    public record Settings(int port, String imei, long firstAtMs, int window, long pauseMs) {}

    private record Packet(long from, int records) {}

    /** Starts at once. */
    public TrackerClient(Settings settings) {
        this.settings = settings;
        this.thread = Thread.ofVirtual().name(settings.imei()).start(this::run);
    }

    public String imei() {
        return settings.imei();
    }

    public long firstAtMs() {
        return settings.firstAtMs();
    }

    /** Records that have left for the engine at least once: those numbered below. */
    public long sent() {
        return sent;
    }

    /** Records that the engine has acknowledged: those numbered below. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Records sent another time after a break. */
    public long sentAgain() {
        return sentAgain.get();
    }

    /** Makes no more records; the connection ends once all that were sent are acknowledged. */
    public void finish() {
        producing = false;
    }

    /** After {@link #finish}. Throws an AssertionError when it takes too long or an answer was wrong. */
    public void awaitFinished(Duration deadline) throws InterruptedException {
        if (!thread.join(deadline)) {
            throw new AssertionError(
                    imei() + ": " + (sent - acknowledged) + " records not acknowledged within " + deadline);
        }
        if (fault != null) {
            throw new AssertionError(imei() + ": " + fault);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        var open = socket;
        if (open != null) {
            open.close();
        }
    }

    private void run() {
        try {
            while (fault == null
                    && !closed.await(0, TimeUnit.MILLISECONDS)
                    && !(unacknowledged.isEmpty() && !producing)) {
                if (!converse()) {
                    closed.await(RETRY_MS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            fault = "interrupted";
        }
    }

    /** @return false when the connection was lost */
    private boolean converse() throws InterruptedException {
        try (var connected = new Socket()) {
            socket = connected;
            connected.setTcpNoDelay(true);
            connected.setSoTimeout(ANSWER_TIMEOUT_MS);
            connected.connect(
                    new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()),
                    CONNECT_TIMEOUT_MS);
            var in = new DataInputStream(connected.getInputStream());
            var out = connected.getOutputStream();
            out.write(TeltonikaEncoder.login(settings.imei()).getBytes());
            if (in.readByte() != 1) {
                fault = "refused";
                return false;
            }
            sendAgain(out);
            sendAndReceive(in, out);
            return true;
        } catch (SocketException | java.io.EOFException | java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            fault = e.toString();
            return false;
        }
    }

    private void sendAgain(OutputStream out) throws IOException {
        for (var packet : unacknowledged) {
            out.write(bytes(packet));
            sentAgain.addAndGet(packet.records());
        }
    }

    private void sendAndReceive(DataInputStream in, OutputStream out) throws IOException, InterruptedException {
        while (producing || !unacknowledged.isEmpty()) {
            while (producing && unacknowledged.size() < settings.window()) {
                var packet = new Packet(sent, 1 + (int) (sent % MAX_RECORDS));
                unacknowledged.add(packet);
                sent = packet.from() + packet.records();
                out.write(bytes(packet));
            }
            if (!unacknowledged.isEmpty()) {
                acknowledge(in.readInt());
            }
            if (fault != null || closed.await(settings.pauseMs(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void acknowledge(int count) {
        var packet = unacknowledged.poll();
        if (count == packet.records()) {
            acknowledged = packet.from() + packet.records();
        } else {
            fault = count + " records acknowledged of a packet of " + packet.records();
        }
    }

    private byte[] bytes(Packet packet) {
        List<Fix> fixes = new ArrayList<>(packet.records());
        for (var i = packet.from(); i < packet.from() + packet.records(); i++) {
            fixes.add(fix(i));
        }
        return TeltonikaEncoder.packet(
                        TeltonikaCodec.CODEC_8_EXTENDED, fixes, new IoValue(239, 1, 1), new IoValue(66, 2, 12_600))
                .getBytes();
    }

    private Fix fix(long number) {
        var along = (number % 100_000) * 1e-6;
        return new Fix(
                settings.firstAtMs() + number * STEP_MS, 50 + along, 11 + along, 300, 50, 45, Float.NaN, 9, true, "{}");
    }
}
