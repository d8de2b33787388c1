package io.headway.protocol.gt06;

import io.headway.protocol.FixTime;

/**
 * The clock that a packet's times are of. Immutable; any thread.
 *
 * @param aheadMs so much it is ahead of UTC, by the login
 * @param arrivedAtMs when the packet was read
 */
record DeviceClock(long aheadMs, long arrivedAtMs) {
    /** As far ahead as a fix may be by default (validation.max-ahead-ms). */
    private static final long CLOCK_ERROR_MS = 600_000;

    /**
     * @param local see {@link FixTime}
     * @return the instant; a time that would then lie in the future shows that the device sends UTC whatever its login says
     */
    long utc(long local) {
        var utc = local - aheadMs;
        return local == FixTime.UNKNOWN || utc > arrivedAtMs + CLOCK_ERROR_MS ? local : utc;
    }
}
