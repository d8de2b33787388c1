package io.headway.model;

/**
 * What a device says without a fix of its own: it lives, and these are its attributes now. Refreshes both, and not the position.
 *
 * @param reportedAtMs the device's time, milliseconds since 1970-01-01T00:00Z
 * @param attributes a JSON object as text; {@code "{}"} for a mere heartbeat
 */
public record StatusReport(long reportedAtMs, String attributes) implements Item {}
