package io.headway.simulate;

import java.util.Locale;

/**
 * What became of a replay.
 *
 * @param fixes points of the file with a time: all of them have been acknowledged or refused
 * @param skipped points of the file without a time
 * @param counts what was sent and answered
 * @param elapsedMs from the start to the last answer
 */
public record ReplayReport(int fixes, int skipped, TrackerCounts counts, long elapsedMs) {

    /** One line for a person. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d fixes replayed in %.1f s: %d acknowledged, %d refused, %d sent, %d reconnects, %d points without a time skipped",
                fixes,
                elapsedMs / 1_000.0,
                counts.acknowledged(),
                counts.refused(),
                counts.sent(),
                counts.reconnects(),
                skipped);
    }
}
