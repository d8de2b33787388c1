package io.headway.gateway;

import io.headway.model.Source;
import io.headway.protocol.Arrival;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Owned by the event loop of a tracker's connection: which device is behind it. One at a time; behind a forwarder another may follow. A
 * device has one connection, its newest.
 */
final class DeviceSession {
    /** A tracker has one modem: its second connection means that the first is dead, whatever TCP still believes. */
    private static final int CONNECTIONS_PER_DEVICE = 1;

    private final DeviceDirectory devices;
    private final Admission admission;
    private final String protocol;
    private final Runnable replaced;
    private Source source;
    private String uniqueId;
    private long clockAheadMs;

    /** @param replaced ends the connection when the device has a newer one; may be called from another loop */
    DeviceSession(GatewayParts parts, String protocol, Runnable replaced) {
        this.devices = parts.devices();
        this.admission = parts.admission();
        this.protocol = protocol;
        this.replaced = replaced;
    }

    /** Whether the device behind the connection is known. */
    boolean isKnown() {
        return source != null;
    }

    /** What a decoder may know of a message that was read at this moment. */
    Arrival arrival(long atMs) {
        return new Arrival(isKnown(), atMs, clockAheadMs);
    }

    /** What the login said of the device's clock; holds until another device is behind the connection. */
    void clockAheadMs(long ahead) {
        clockAheadMs = ahead;
    }

    /** Of the device behind the connection; null while it is not known. */
    Source source() {
        return source;
    }

    /** Whether a message that names this device, or null, is of the one behind the connection. */
    boolean isOf(String named) {
        return named == null || named.equals(uniqueId);
    }

    /** As {@link DeviceDirectory#find}; changes nothing. */
    Future<Optional<Source>> find(String named) {
        return devices.find(named, protocol);
    }

    /**
     * From here on this device is behind the connection.
     *
     * @param takesOver whether it ends the device's other connection; one that has hung up does not any more
     */
    void become(String named, Source found, boolean takesOver) {
        uniqueId = named;
        if (found.equals(source)) {
            return;
        }
        end();
        source = found;
        clockAheadMs = 0;
        if (takesOver) {
            admission.login(device(), replaced, CONNECTIONS_PER_DEVICE).ifPresent(Runnable::run);
        }
    }

    /** The connection is no longer its device's. */
    void end() {
        if (source != null) {
            admission.logout(device(), replaced);
        }
    }

    private UUID device() {
        return source.deviceId() == null ? source.vehicleId() : source.deviceId();
    }
}
