package io.headway.gateway;

import io.headway.gateway.GatewayMetrics.DropReason;
import io.headway.model.Item;
import io.headway.model.Receipt;
import io.headway.model.Source;
import io.headway.model.StatusReport;
import io.headway.model.Submission;
import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by one event loop: trackers of one protocol over UDP. Each datagram stands for itself; who logged in from an address is remembered
 * for protocols whose later messages do not say it. What cannot be taken now, for want of credits or because too much is under way, is
 * dropped without an answer and counted: the device sends it again, if its protocol has answers at all.
 */
public final class DatagramGateway extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramGateway.class);
    /** All devices share the one socket, so it may have this many times of what a connection may have under way. */
    private static final int SHARE_OF_MANY = 8;
    /** Devices being looked up at once: anybody can name as many as he likes. */
    private static final int MAX_LOOK_UPS = 1_000;

    private static final long CLOSE_DEADLINE_MS = 5_000;

    private final DatagramProtocol protocol;
    private final TcpGateway.Listener listener;
    private final int maxPeers;
    private final Ingress ingress;
    private final GatewayMetrics metrics;
    private final Map<InetSocketAddress, Peer> peers;
    private GatewayParts parts;
    private DatagramPort socket;
    private int port;
    private int inFlight;
    private int lookUps;
    private boolean draining;

    /** Who is behind an address. */
    private record Peer(String uniqueId, Source source) {}

    /** @param maxPeers addresses remembered; the one heard of longest ago is forgotten first, and logs in again */
    public DatagramGateway(
            DatagramProtocol protocol,
            TcpGateway.Listener listener,
            int maxPeers,
            Ingress ingress,
            GatewayMetrics metrics) {
        this.protocol = protocol;
        this.listener = listener;
        this.maxPeers = maxPeers;
        this.ingress = ingress;
        this.metrics = metrics;
        this.peers = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Peer> eldest) {
                return size() > DatagramGateway.this.maxPeers;
            }
        };
    }

    @Override
    public Future<?> start() {
        parts = ingress.partsFor(context, metrics);
        try {
            socket = DatagramPort.open(
                    listener.host(), Math.max(0, listener.port()), listener.maxFrameBytes(), context, receiver());
            port = socket.port();
            return Future.succeededFuture();
        } catch (IOException failure) {
            return Future.failedFuture(failure);
        }
    }

    @Override
    public Future<?> stop() {
        return socket.close().timeout(CLOSE_DEADLINE_MS, TimeUnit.MILLISECONDS);
    }

    /** The port in use, once started. */
    public int port() {
        return port;
    }

    /** Any thread. Takes nothing more; what has been taken is still acknowledged. Completes when taking has stopped. */
    public Future<Void> drain() {
        return Future.future(promise -> context.runOnContext(_ -> {
            draining = true;
            promise.complete();
        }));
    }

    private DatagramPort.Receiver receiver() {
        return new DatagramPort.Receiver() {
            @Override
            public void received(InetSocketAddress sender, Buffer datagram) {
                receive(sender, datagram);
            }

            @Override
            public void tooLarge() {
                metrics.fault(FrameFault.TOO_LARGE);
            }
        };
    }

    private void receive(InetSocketAddress sender, Buffer datagram) {
        if (draining) {
            return;
        }
        var arrival = new Arrival(peers.containsKey(sender), parts.clock().millis());
        handle(sender, decode(datagram, arrival), 0);
    }

    /** A decoder never throws; if one does all the same, that is a bad datagram, and our fault. */
    private List<Frame> decode(Buffer bytes, Arrival arrival) {
        try {
            return protocol.decode(bytes, arrival);
        } catch (RuntimeException fault) {
            LOG.error("the decoder of {} fails", protocol.name(), fault);
            return List.of(new Frame.Rejected(FrameFault.MALFORMED, "the decoder fails"));
        }
    }

    /**
     * Each frame after the one before it: an identification counts for what follows in the same datagram, and one that is refused ends
     * it.
     */
    private void handle(InetSocketAddress sender, List<Frame> frames, int index) {
        if (index < frames.size()) {
            handle(sender, frames.get(index)).onSuccess(_ -> handle(sender, frames, index + 1));
        }
    }

    /** Completes when the next frame may be handled; fails when none may. */
    private Future<Void> handle(InetSocketAddress sender, Frame frame) {
        return switch (frame) {
            case Frame.Login login ->
                identify(sender, login.uniqueId()).compose(found -> {
                    send(sender, found.isPresent() ? login.accepted() : login.refused());
                    return found.isPresent() ? Future.succeededFuture() : Future.failedFuture("refused");
                });
            case Frame.Positions positions -> {
                metrics.received(positions.fixes().size());
                yield take(
                        sender,
                        positions.uniqueId(),
                        parts.validated(positions.fixes()),
                        receipt -> positions.ack().apply(receipt));
            }
            case Frame.Status status -> {
                var report = new StatusReport(status.reportedAtMs(), status.attributes());
                yield take(sender, status.uniqueId(), List.of(report), _ -> status.reply());
            }
            case Frame.Heartbeat heartbeat -> alive(sender, heartbeat);
            case Frame.Rejected rejected -> {
                refuse(sender, rejected);
                yield Future.succeededFuture();
            }
        };
    }

    private Future<Void> alive(InetSocketAddress sender, Frame.Heartbeat heartbeat) {
        send(sender, heartbeat.reply());
        if (heartbeat.uniqueId() == null && !peers.containsKey(sender)) {
            return Future.succeededFuture();
        }
        var heard = new StatusReport(parts.clock().millis(), "{}");
        return take(sender, heartbeat.uniqueId(), List.of(heard), _ -> null);
    }

    private Future<Void> take(
            InetSocketAddress sender, String named, List<Item> items, Function<Receipt, Buffer> acknowledgement) {
        return source(sender, named).map(source -> {
            source.ifPresent(known -> offer(sender, known, items, acknowledgement));
            return null;
        });
    }

    private void offer(
            InetSocketAddress sender, Source source, List<Item> items, Function<Receipt, Buffer> acknowledgement) {
        if (inFlight + items.size() > parts.limits().maxInFlightPerConnection() * SHARE_OF_MANY) {
            metrics.dropped(DropReason.IN_FLIGHT);
            return;
        }
        var submission = new Submission(source, items, System.nanoTime(), receipt -> {
            inFlight -= receipt.size();
            metrics.settled(receipt);
            send(sender, acknowledgement.apply(receipt));
        });
        if (parts.ingest().offer(submission)) {
            inFlight += items.size();
        } else {
            metrics.dropped(DropReason.NO_CREDITS);
        }
    }

    /** Empty when nobody is known behind it; that has been counted. */
    private Future<Optional<Source>> source(InetSocketAddress sender, String named) {
        var peer = peers.get(sender);
        if (named == null && peer == null) {
            refuse(sender, new Frame.Rejected(FrameFault.NOT_LOGGED_IN, "a datagram from nobody known"));
            return Future.succeededFuture(Optional.empty());
        }
        if (named == null || (peer != null && named.equals(peer.uniqueId()))) {
            return Future.succeededFuture(Optional.of(peer.source()));
        }
        return identify(sender, named);
    }

    private Future<Optional<Source>> identify(InetSocketAddress sender, String named) {
        if (lookUps >= MAX_LOOK_UPS) {
            peers.remove(sender);
            metrics.dropped(DropReason.LOOK_UPS);
            return Future.succeededFuture(Optional.empty());
        }
        lookUps++;
        // Whoever was behind the address is there no more, whatever becomes of the newcomer.
        peers.remove(sender);
        return parts.devices().find(named, protocol.name()).transform(found -> {
            lookUps--;
            if (found.failed()) {
                LOG.warn("{} cannot be looked up: {}", named, found.cause().toString());
                metrics.dropped(DropReason.UNAVAILABLE);
                return Future.succeededFuture(Optional.empty());
            }
            if (found.result().isEmpty()) {
                LOG.debug("unknown {} device {} refused", protocol.name(), named);
                metrics.dropped(DropReason.UNKNOWN_DEVICE);
            }
            found.result().ifPresent(source -> peers.put(sender, new Peer(named, source)));
            return Future.succeededFuture(found.result());
        });
    }

    private void refuse(InetSocketAddress sender, Frame.Rejected rejected) {
        metrics.fault(rejected.reason());
        LOG.debug("{} datagram refused: {}", protocol.name(), rejected.detail());
        send(sender, rejected.reply());
    }

    private void send(InetSocketAddress receiver, Buffer bytes) {
        if (bytes != null && bytes.length() > 0) {
            socket.send(bytes, receiver);
        }
    }
}
