package io.headway.model;

/**
 * A row for {@code rejected_positions}.
 *
 * @param source whose record
 * @param rejected the record and why it is refused
 * @param fingerprint hash of the content: a retransmission is kept once
 * @param receivedAtUs microseconds since 1970-01-01T00:00Z
 */
public record Rejection(Source source, RejectedFix rejected, long fingerprint, long receivedAtUs) {}
