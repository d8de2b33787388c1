package io.headway.gateway;

import io.headway.gateway.GatewayMetrics.CloseReason;
import io.headway.model.Source;
import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its socket's event loop: one tracker's connection, from its first byte to its close. Bytes that cannot be handled yet, because
 * a login is being looked up or credits are used up, stay in {@code carry}, and the socket is not read.
 */
final class DeviceConnection {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);
    private static final Buffer EMPTY = Buffer.buffer(0);

    private final NetSocket socket;
    private final DeviceProtocol protocol;
    private final GatewayParts parts;
    private final int maxBadFrames;
    private final Uplink uplink;
    private final AckQueue acks;
    private final long loginTimer;
    private final Runnable replaced = this::replace;
    private Buffer carry = EMPTY;
    private Source source;
    private boolean loginPending;
    private boolean proceeding;
    private boolean paused;
    private boolean closed;
    private int badFrames;

    /** @param onEnded told, on the loop, when the connection is gone */
    DeviceConnection(
            NetSocket socket,
            DeviceProtocol protocol,
            GatewayParts parts,
            int maxBadFrames,
            Consumer<DeviceConnection> onEnded) {
        this.socket = socket;
        this.protocol = protocol;
        this.parts = parts;
        this.maxBadFrames = maxBadFrames;
        this.uplink = new Uplink(parts, this::proceed);
        this.acks = new AckQueue(parts.turnEnd(), this::write);
        this.loginTimer =
                parts.vertx().setTimer(parts.limits().loginDeadlineMs(), _ -> close(CloseReason.LOGIN_DEADLINE));
        parts.metrics().opened();
        socket.handler(this::read)
                .closeHandler(_ -> {
                    ended();
                    onEnded.accept(this);
                })
                .exceptionHandler(this::failed);
    }

    /** Stops reading; what has been read is finished and acknowledged. */
    void drain() {
        pause();
        closed = true;
    }

    private void read(Buffer bytes) {
        carry = carry.length() == 0
                ? bytes
                : Buffer.buffer(carry.length() + bytes.length())
                        .appendBuffer(carry)
                        .appendBuffer(bytes);
        proceed();
    }

    /** Handles every whole frame there is, unless something must be waited for; then reads on. */
    private void proceed() {
        if (proceeding) {
            // A look-up or a receipt was there at once: the loop below goes on by itself.
            return;
        }
        proceeding = true;
        var handled = handleFrames();
        carry = handled == 0 ? carry : handled == carry.length() ? EMPTY : carry.getBuffer(handled, carry.length());
        proceeding = false;
        if (waiting()) {
            pause();
        } else {
            resume();
        }
    }

    /** Bytes of {@code carry} that are done with. */
    private int handleFrames() {
        var from = 0;
        var to = carry.length();
        while (from < to && !waiting()) {
            var length = protocol.frameLength(carry, from, to, source != null);
            if (length < 0) {
                parts.metrics().fault(FrameFault.TOO_LARGE);
                close(CloseReason.UNFRAMEABLE);
                break;
            }
            if (length == 0 || length > to - from) {
                break;
            }
            var frame = protocol.decode(
                    carry,
                    from,
                    length,
                    new Arrival(source != null, parts.clock().millis()));
            from += length;
            handle(frame);
        }
        return from;
    }

    private boolean waiting() {
        return closed || loginPending || uplink.blocked();
    }

    private void handle(Frame frame) {
        switch (frame) {
            case Frame.Login login -> login(login);
            case Frame.Positions positions -> uplink.submit(source, positions.fixes(), acks.expect(positions.ack()));
            case Frame.Heartbeat heartbeat -> {
                if (heartbeat.reply() != null) {
                    // In its turn: a device counts the answers to know which packet each is for.
                    acks.expect(_ -> heartbeat.reply()).accept(null);
                }
            }
            case Frame.Status _ -> {}
            case Frame.Rejected rejected -> refuse(rejected);
        }
    }

    private void login(Frame.Login login) {
        loginPending = true;
        parts.devices().find(login.uniqueId(), protocol.name()).onComplete(found -> {
            loginPending = false;
            if (closed) {
                return;
            }
            if (found.failed()) {
                // No answer at all: the device keeps its buffer and comes again.
                LOG.warn(
                        "login of {} cannot be checked: {}",
                        login.uniqueId(),
                        found.cause().toString());
                close(CloseReason.UNAVAILABLE);
            } else {
                answer(login, found.result());
            }
        });
    }

    private void answer(Frame.Login login, Optional<Source> found) {
        if (found.isEmpty()) {
            LOG.debug("unknown {} device {} refused", protocol.name(), login.uniqueId());
            write(login.refused());
            close(CloseReason.UNKNOWN_DEVICE);
            return;
        }
        parts.vertx().cancelTimer(loginTimer);
        if (source == null) {
            source = found.get();
            parts.admission().login(device(), replaced).ifPresent(Runnable::run);
        }
        write(login.accepted());
        proceed();
    }

    private UUID device() {
        return source.deviceId() == null ? source.vehicleId() : source.deviceId();
    }

    private void refuse(Frame.Rejected rejected) {
        parts.metrics().fault(rejected.reason());
        LOG.debug("{} frame refused: {}", protocol.name(), rejected.detail());
        if (++badFrames >= maxBadFrames || source == null) {
            close(CloseReason.BAD_FRAMES);
        }
    }

    private void write(Buffer bytes) {
        if (bytes.length() > 0) {
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

    private void ended() {
        closed = true;
        uplink.close();
        parts.vertx().cancelTimer(loginTimer);
        parts.metrics().ended();
        parts.admission().leave(socket.remoteAddress().hostAddress());
        if (source != null) {
            parts.admission().logout(device(), replaced);
        }
    }
}
