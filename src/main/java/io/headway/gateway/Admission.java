package io.headway.gateway;

import io.headway.config.HeadwayConfig;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Counts open connections against the limits, all protocols and event loops together. Any thread: entered at connect, login and close only. */
public final class Admission {
    private final HeadwayConfig.Gateway limits;
    private final Map<String, Integer> perAddress = new HashMap<>();
    private final Map<UUID, ArrayDeque<Runnable>> perDevice = new HashMap<>();
    private int total;

    public Admission(HeadwayConfig.Gateway limits) {
        this.limits = limits;
    }

    /** @return false when the process or the address has as many connections as it may have; nothing is counted then */
    synchronized boolean enter(String address) {
        if (total >= limits.maxConnections()
                || perAddress.getOrDefault(address, 0) >= limits.maxConnectionsPerAddress()) {
            return false;
        }
        total++;
        perAddress.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void leave(String address) {
        total--;
        perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /**
     * A device's connection is logged in.
     *
     * @param close ends that connection; may be called from any thread
     * @param most connections that the device may have
     * @return how to end the device's oldest connection, when it now has one too many
     */
    synchronized Optional<Runnable> login(UUID device, Runnable close, int most) {
        var open = perDevice.computeIfAbsent(device, _ -> new ArrayDeque<>(2));
        open.add(close);
        return open.size() > most ? Optional.of(open.poll()) : Optional.empty();
    }

    synchronized void logout(UUID device, Runnable close) {
        perDevice.computeIfPresent(device, (_, open) -> {
            open.remove(close);
            return open.isEmpty() ? null : open;
        });
    }
}
