package io.headway.model;

/**
 * One line of a trip's history.
 *
 * @param number from 1
 * @param from null for the first
 * @param occurredAtMs time of the fix where a fix caused it, milliseconds since 1970-01-01T00:00Z
 * @param actorId subject of the token that asked for it; null when a fix caused it
 * @param reason why, as the caller said it or a word of ours
 */
public record TripChange(
        int number, TripStatus from, TripStatus to, long occurredAtMs, String actorId, String reason) {}
