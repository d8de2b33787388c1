package io.headway.model;

import java.util.Collections;
import java.util.List;

/**
 * Says that every record of a submission is durable, and what became of each.
 *
 * @param outcomes one per item, in the submission's order
 */
public record Receipt(List<Outcome> outcomes) {

    /** A receipt for {@code count} records that were all newly stored. */
    public static Receipt allStored(int count) {
        return new Receipt(Collections.nCopies(count, Outcome.Kept.STORED));
    }

    public int size() {
        return outcomes.size();
    }

    public int stored() {
        return count(Outcome.Kept.STORED);
    }

    public int duplicates() {
        return count(Outcome.Kept.DUPLICATE);
    }

    public int rejected() {
        return size() - stored() - duplicates();
    }

    private int count(Outcome.Kept kind) {
        var count = 0;
        for (var outcome : outcomes) {
            if (outcome == kind) {
                count++;
            }
        }
        return count;
    }
}
