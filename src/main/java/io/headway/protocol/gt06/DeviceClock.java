package io.headway.protocol.gt06;

import io.headway.protocol.FixTime;

/**
 * The clock that a packet's times are of. Immutable; any thread.
 *
 * @param aheadMs so much it is ahead of UTC, by the login
 * @param arrivedAtMs when the packet was read
 */
record DeviceClock(long aheadMs, long arrivedAtMs) {
    /**
     * @param local see {@link FixTime}
     * @return the instant; a time that would then lie in the future, and is that of arrival as it stands, shows that the device sends UTC
     *     whatever its login says
     */
    long utc(long local) {
        if (local == FixTime.UNKNOWN) {
            return local;
        }
        var utc = local - aheadMs;
        var sendsUtc =
                utc > arrivedAtMs + FixTime.CLOCK_ERROR_MS && Math.abs(local - arrivedAtMs) <= FixTime.CLOCK_ERROR_MS;
        return sendsUtc ? local : utc;
    }
}
