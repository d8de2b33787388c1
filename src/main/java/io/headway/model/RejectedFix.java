package io.headway.model;

/**
 * A record that will not become a position, and why.
 *
 * @param fix the record as it was decoded
 * @param reason why it is refused
 * @param detail one sentence for a person, with the value at fault
 */
public record RejectedFix(Fix fix, RejectionReason reason, String detail) implements Item {

    /** What it says beside the fix. */
    public StatusReport asStatus() {
        return new StatusReport(fix.recordedAtMs(), fix.attributes());
    }
}
