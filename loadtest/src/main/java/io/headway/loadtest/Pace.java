package io.headway.loadtest;

/** When packets are due. */
sealed interface Pace {

    /** Each device keeps {@code window} packets unacknowledged: the most that the other side can take. */
    record ClosedLoop(int window) implements Pace {}

    /**
     * Packets are due at fixed times, whatever the answers do: packet k of device i at {@code startNanos + (k * devices + i) *
     * intervalNanos}. Latency counted from there holds no coordinated omission.
     *
     * @param startNanos of {@link System#nanoTime()}
     * @param intervalNanos between two packets of the fleet
     */
    record OpenLoop(long startNanos, double intervalNanos, int devices) implements Pace {

        long dueNanos(long packet, int device) {
            return startNanos + (long) ((packet * devices + device) * intervalNanos);
        }

        /** Packets of the whole fleet due by then. */
        long due(long nowNanos) {
            return nowNanos < startNanos ? 0 : (long) ((nowNanos - startNanos) / intervalNanos) + 1;
        }
    }
}
