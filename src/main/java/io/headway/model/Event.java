package io.headway.model;

import java.util.UUID;

/**
 * Something that happened, as it stands in the outbox.
 *
 * @param id the same whenever the same thing is derived again, see {@link EventId}
 * @param type what happened
 * @param workspaceId the tenant
 * @param vehicleId whose; events of one vehicle keep their order. Null when no vehicle is concerned
 * @param actorId who caused it, as a token's {@code sub} or a device's id; null when nobody in particular
 * @param occurredAtMs milliseconds since 1970-01-01T00:00Z: the time of the fix where a fix caused it
 * @param data a JSON object as text
 */
public record Event(
        UUID id, EventType type, UUID workspaceId, UUID vehicleId, String actorId, long occurredAtMs, String data) {}
