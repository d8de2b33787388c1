package io.headway.model;

/** What became of one record. All three are durable when a receipt says them. */
public sealed interface Outcome {

    /** The record is in {@code positions}. */
    enum Kept implements Outcome {
        /** Written by this submission. */
        STORED,
        /** Already there; nothing was written. */
        DUPLICATE
    }

    /** The record is in {@code rejected_positions}. */
    record Rejected(RejectionReason reason, String detail) implements Outcome {}
}
