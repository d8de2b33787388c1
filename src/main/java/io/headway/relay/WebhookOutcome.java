package io.headway.relay;

/** What became of one attempt to deliver an event to a webhook. All but the first are tried again. */
enum WebhookOutcome {
    /** A status from 200 to 299. */
    DELIVERED,
    /** A status from 300 to 399: redirects are not followed. */
    REDIRECTED,
    /** Any other status. */
    REFUSED,
    /** No answer in time. */
    TIMED_OUT,
    /** No connection, a broken one, or no HTTP. */
    UNREACHABLE,
    /** The name stands for no public address. */
    FORBIDDEN
}
