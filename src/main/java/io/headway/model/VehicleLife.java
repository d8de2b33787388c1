package io.headway.model;

import java.time.Instant;
import java.util.UUID;

/**
 * Whether a vehicle is heard of, and what its device last said beside where it is.
 *
 * @param lastSeenAt when its last position or report came; null when nothing ever did
 * @param reportedAt the device's time of what it said last; null when nothing ever came
 * @param attributes a JSON object as text: each name with its newest value, of the newest position and of reports without one
 */
public record VehicleLife(UUID vehicleId, boolean online, Instant lastSeenAt, Instant reportedAt, String attributes) {}
