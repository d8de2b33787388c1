package io.headway.gateway;

import io.headway.gateway.GatewayMetrics.CloseReason;
import io.headway.model.StatusReport;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its socket's event loop: one tracker's connection, from its first byte to its close. Bytes that cannot be handled yet, because
 * a login is being looked up or credits are used up, stay in {@link Unread}, and the socket is not read.
 */
final class DeviceConnection {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);
    /** More often it is not noted that a device lives: some fill the line with empty messages. */
    private static final long ALIVE_INTERVAL_MS = 10_000;

    private final NetSocket socket;
    private final String address;
    private final DeviceProtocol protocol;
    private final GatewayParts parts;
    private final TcpGateway.Listener limits;
    private final Uplink uplink;
    private final AckQueue acks;
    private final long loginTimer;
    private final DeviceSession session;
    private final Unread unread = new Unread();
    private long aliveAtMs = Long.MIN_VALUE / 2;
    private boolean loginPending;
    private boolean proceeding;
    private boolean paused;
    private boolean closed;
    /** The device has ended the connection. What it sent before is still handled: many send, and go. */
    private boolean hungUp;

    private boolean allRead;
    private boolean released;
    private int badFrames;

    /** @param onEnded told, on the loop, when the connection is gone */
    DeviceConnection(
            NetSocket socket,
            DeviceProtocol protocol,
            GatewayParts parts,
            TcpGateway.Listener limits,
            Consumer<DeviceConnection> onEnded) {
        this.socket = socket;
        this.address = socket.remoteAddress().hostAddress();
        this.protocol = protocol;
        this.parts = parts;
        this.limits = limits;
        this.session = new DeviceSession(parts, protocol.name(), this::replace);
        this.uplink = new Uplink(parts, this::proceed);
        this.acks = new AckQueue(parts.turnEnd(), this::write);
        this.loginTimer =
                parts.vertx().setTimer(parts.limits().loginDeadlineMs(), _ -> close(CloseReason.LOGIN_DEADLINE));
        parts.metrics().opened();
        socket.handler(this::read)
                .endHandler(_ -> {
                    // Comes behind the last bytes; the close comes at once, even while they wait in a paused socket.
                    allRead = true;
                    proceed();
                })
                .closeHandler(_ -> {
                    hungUp = true;
                    onEnded.accept(this);
                    proceed();
                    if (!released) {
                        parts.vertx().setTimer(parts.limits().loginDeadlineMs(), _ -> release());
                    }
                })
                .exceptionHandler(this::failed)
                .drainHandler(_ -> proceed());
    }

    /** Stops reading; what has been read is finished and acknowledged. */
    void drain() {
        pause();
        closed = true;
    }

    private void read(Buffer bytes) {
        unread.append(bytes);
        proceed();
    }

    /** Handles every whole frame there is, unless something must be waited for; then reads on. */
    private void proceed() {
        if (proceeding) {
            // A look-up or a receipt was there at once: the loop below goes on by itself.
            return;
        }
        proceeding = true;
        unread.drop(handleFrames());
        proceeding = false;
        if (hungUp && (closed || (allRead && !waiting()))) {
            release();
        } else if (waiting()) {
            pause();
        } else {
            resume();
        }
    }

    /** How many bytes are done with. */
    private int handleFrames() {
        var from = 0;
        var bytes = unread.bytes();
        var to = bytes.length();
        while (from < to && !waiting()) {
            var length = protocol.frameLength(bytes, from, to, session.isKnown());
            if (length < 0 || beyondLimit(length, to - from)) {
                parts.metrics().fault(length < 0 ? FrameFault.MALFORMED : FrameFault.TOO_LARGE);
                close(CloseReason.UNFRAMEABLE);
                break;
            }
            if (length == 0 || length > to - from) {
                break;
            }
            var frame = decode(from, length);
            from += length;
            handle(frame);
        }
        return from;
    }

    /** A decoder never throws; if one does all the same, that is a bad frame, and our fault. */
    private Frame decode(int from, int length) {
        try {
            return protocol.decode(
                    unread.bytes(), from, length, session.arrival(parts.clock().millis()));
        } catch (RuntimeException fault) {
            LOG.error("the decoder of {} fails", protocol.name(), fault);
            return new Frame.Rejected(FrameFault.MALFORMED, "the decoder fails");
        }
    }

    /** Whether the frame is too long, or so much has come without its end that it would be. */
    private boolean beyondLimit(int length, int arrived) {
        return length > limits.maxFrameBytes() || (length == 0 && arrived >= limits.maxFrameBytes());
    }

    private boolean waiting() {
        return closed || loginPending || uplink.blocked() || (!hungUp && socket.writeQueueFull());
    }

    private void handle(Frame frame) {
        switch (frame) {
            case Frame.Login login ->
                identify(
                        login.uniqueId(),
                        () -> {
                            session.clockAheadMs(login.clockAheadMs());
                            write(login.accepted());
                        },
                        () -> write(login.refused()));
            case Frame.Positions positions ->
                from(
                        positions.uniqueId(),
                        () -> uplink.submit(session.source(), positions.fixes(), acks.expect(positions.ack())));
            case Frame.Status status -> {
                var report = new StatusReport(status.reportedAtMs(), status.attributes());
                from(
                        status.uniqueId(),
                        () -> uplink.submit(session.source(), report, acks.expect(_ -> status.reply())));
            }
            case Frame.Heartbeat heartbeat -> alive(heartbeat);
            case Frame.Rejected rejected -> refuse(rejected);
        }
    }

    /** Does it for the device that the message names, which may have to be looked up first. */
    private void from(String named, Runnable action) {
        if (!session.isOf(named)) {
            identify(named, action, () -> {});
        } else if (!session.isKnown()) {
            refuse(new Frame.Rejected(FrameFault.NOT_LOGGED_IN, "a message before the device said who it is"));
        } else {
            action.run();
        }
    }

    /** Answered at once; that the device lives is noted behind it. */
    private void alive(Frame.Heartbeat heartbeat) {
        if (heartbeat.reply() != null) {
            write(heartbeat.reply());
        }
        var nowMs = parts.clock().millis();
        var isOfAnother = !session.isOf(heartbeat.uniqueId());
        if (isOfAnother || (session.isKnown() && nowMs - aliveAtMs >= ALIVE_INTERVAL_MS)) {
            aliveAtMs = nowMs;
            var heard = new StatusReport(nowMs, "{}");
            from(heartbeat.uniqueId(), () -> uplink.submit(session.source(), heard, _ -> {}));
        }
    }

    /** Looks the device up; nothing more is handled until it is found. */
    private void identify(String named, Runnable known, Runnable unknown) {
        loginPending = true;
        session.find(named).onComplete(found -> {
            loginPending = false;
            if (closed) {
                return;
            }
            if (found.failed()) {
                // No answer at all: the device keeps its buffer and comes again.
                LOG.warn(
                        "login of {} cannot be checked: {}",
                        named,
                        found.cause().toString());
                close(CloseReason.UNAVAILABLE);
                proceed();
            } else if (found.result().isEmpty()) {
                LOG.debug("unknown {} device {} refused", protocol.name(), named);
                unknown.run();
                close(CloseReason.UNKNOWN_DEVICE);
                proceed();
            } else {
                parts.vertx().cancelTimer(loginTimer);
                session.become(named, found.result().get(), !hungUp);
                known.run();
                proceed();
            }
        });
    }

    private void refuse(Frame.Rejected rejected) {
        parts.metrics().fault(rejected.reason());
        LOG.debug("{} frame refused: {}", protocol.name(), rejected.detail());
        var isLast = ++badFrames >= limits.maxBadFrames() || !session.isKnown();
        if (rejected.reply() != null && isLast) {
            write(rejected.reply());
        } else if (rejected.reply() != null) {
            // In its turn: where answers have no number, a device takes them to be in the order of its messages.
            acks.expect(_ -> rejected.reply()).accept(null);
        }
        if (isLast) {
            close(CloseReason.BAD_FRAMES);
        }
    }

    private void write(Buffer bytes) {
        if (bytes.length() > 0 && !hungUp) {
            socket.write(bytes).onFailure(cause -> LOG.debug("acknowledgement not sent: {}", cause.toString()));
        }
    }

    private void pause() {
        if (!paused) {
            paused = true;
            socket.pause();
        }
    }

    private void resume() {
        if (paused) {
            paused = false;
            socket.resume();
        }
    }

    /** Called by another connection of the same device, maybe on another loop. */
    private void replace() {
        parts.metrics().closed(CloseReason.REPLACED);
        socket.close();
    }

    private void close(CloseReason reason) {
        if (!closed) {
            closed = true;
            parts.metrics().closed(reason);
            socket.close();
        }
    }

    private void failed(Throwable cause) {
        LOG.debug("connection failed: {}", cause.toString());
    }

    /** Nothing more will be handled. */
    private void release() {
        if (released) {
            return;
        }
        released = true;
        closed = true;
        uplink.close();
        parts.vertx().cancelTimer(loginTimer);
        parts.metrics().ended();
        parts.admission().leave(address);
        session.end();
    }
}
