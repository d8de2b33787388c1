package io.headway.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where a workspace wants its events sent. The secret is not here: whoever may look at a webhook need not know it.
 *
 * @param types each an event type, {@code "geofence.*"} for all that begin so, or {@code "*"}
 */
public record Webhook(
        UUID id,
        UUID workspaceId,
        String url,
        List<String> types,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {}
