package io.headway.protocol;

/**
 * What a decoder may know beside the bytes.
 *
 * @param loggedIn whether the connection's device is known
 * @param atMs when the bytes were read, milliseconds since 1970-01-01T00:00Z: for messages without a date of their own, and for devices
 *     that ask for the time
 * @param clockAheadMs so much the device's clock is ahead of UTC, as its login said; 0 when it did not say
 */
public record Arrival(boolean loggedIn, long atMs, long clockAheadMs) {
    public Arrival(boolean loggedIn, long atMs) {
        this(loggedIn, atMs, 0);
    }
}
