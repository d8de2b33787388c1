package io.headway.api;

import java.time.Instant;

/**
 * An event that could not be delivered to a webhook, as the API shows it.
 *
 * @param firstAttemptAt null when it was never tried
 * @param lastError what the last attempt got for an answer
 */
public record DeadLetterView(EventView event, int attempts, Instant firstAttemptAt, Instant deadAt, String lastError) {}
