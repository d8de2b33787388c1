package io.headway.gateway;

import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.RejectionReason;
import io.headway.protocol.FrameFault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of one protocol's gateway, made once. Any thread. */
public final class GatewayMetrics {

    /** Why a connection was ended by us; a metric tag. */
    enum CloseReason {
        UNKNOWN_DEVICE,
        LOGIN_DEADLINE,
        BAD_FRAMES,
        UNFRAMEABLE,
        LIMIT,
        REPLACED,
        UNAUTHORIZED,
        TOKEN_EXPIRED,
        POLICY,
        UNAVAILABLE
    }

    /** Why a datagram was not taken; a metric tag. */
    enum DropReason {
        IN_FLIGHT,
        LOOK_UPS,
        NO_CREDITS,
        UNKNOWN_DEVICE,
        UNAVAILABLE
    }

    private final Counter received;
    private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
    private final Map<FrameFault, Counter> faults = new EnumMap<>(FrameFault.class);
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    private final Counter paused;
    private final AtomicInteger connections = new AtomicInteger();

    public GatewayMetrics(MeterRegistry registry, String protocol) {
        received = counter(registry, "headway_positions_received_total", "Records read from senders", protocol);
        paused = counter(
                registry, "headway_connections_paused_total", "Times a sender was not read any further", protocol);
        for (var reason : RejectionReason.values()) {
            rejected.put(
                    reason,
                    Counter.builder("headway_positions_rejected_total")
                            .description("Records kept as rejected")
                            .tag("protocol", protocol)
                            .tag("reason", reason.tag())
                            .register(registry));
        }
        for (var fault : FrameFault.values()) {
            faults.put(
                    fault,
                    Counter.builder("headway_frames_rejected_total")
                            .description("Frames that were not acknowledged")
                            .tag("protocol", protocol)
                            .tag("reason", fault.tag())
                            .register(registry));
        }
        for (var reason : CloseReason.values()) {
            closed.put(
                    reason,
                    Counter.builder("headway_connections_closed_total")
                            .description("Connections that we ended")
                            .tag("protocol", protocol)
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        for (var reason : DropReason.values()) {
            dropped.put(
                    reason,
                    Counter.builder("headway_datagrams_dropped_total")
                            .description("Datagrams that were not taken, and not answered")
                            .tag("protocol", protocol)
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        Gauge.builder("headway_connections", connections, AtomicInteger::get)
                .description("Open connections of senders")
                .tag("protocol", protocol)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String protocol) {
        return Counter.builder(name)
                .description(description)
                .tag("protocol", protocol)
                .register(registry);
    }

    void opened() {
        connections.incrementAndGet();
    }

    void ended() {
        connections.decrementAndGet();
    }

    void received(int records) {
        received.increment(records);
    }

    void settled(Receipt receipt) {
        for (var outcome : receipt.outcomes()) {
            if (outcome instanceof Outcome.Rejected refusal) {
                rejected.get(refusal.reason()).increment();
            }
        }
    }

    void fault(FrameFault fault) {
        faults.get(fault).increment();
    }

    void closed(CloseReason reason) {
        closed.get(reason).increment();
    }

    void dropped(DropReason reason) {
        dropped.get(reason).increment();
    }

    void paused() {
        paused.increment();
    }
}
