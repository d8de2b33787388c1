package io.headway.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A webhook as the API shows it: without its secret.
 *
 * @param types each an event type, {@code "geofence.*"} for all that begin so, or {@code "*"}
 */
public record WebhookView(
        UUID id, String url, List<String> types, boolean enabled, Instant createdAt, Instant updatedAt) {}
