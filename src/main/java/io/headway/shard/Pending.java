package io.headway.shard;

import io.headway.model.Derived;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.Receipt;
import io.headway.model.Rejection;
import io.headway.model.StatusReport;
import io.headway.model.Submission;
import java.util.ArrayList;
import java.util.List;

/**
 * Owned by the shard. A submission on its way to the database.
 *
 * @param submission what came; null when nothing did
 * @param port where the receipt goes; null when nothing came
 * @param sequence the shard's number of this submission, rising by one
 * @param positions rows to write; may be empty when all are known duplicates
 * @param rejections rows for {@code rejected_positions}
 * @param derived what follows from the positions
 * @param verdicts per item what is already known, null where the write decides; empty when the write decides all
 */
record Pending(
        Submission submission,
        IngestPort port,
        long sequence,
        List<Position> positions,
        List<Rejection> rejections,
        Derived derived,
        List<Outcome> verdicts) {

    /** What follows from no submission: from the clock. */
    static Pending of(Derived derived, long sequence) {
        return new Pending(null, null, sequence, List.of(), List.of(), derived, List.of());
    }

    int rows() {
        return positions.size() + rejections.size() + derived.reports().size();
    }

    /** Items that are reports without a fix: they come alone. */
    int statusReports() {
        return submission.items().getFirst() instanceof StatusReport
                ? submission.items().size()
                : 0;
    }

    /** @param written outcomes of the whole batch; this submission's begin at {@code from} */
    Receipt receipt(List<Outcome> written, int from) {
        if (verdicts.isEmpty()) {
            return new Receipt(written.subList(from, from + positions.size()));
        }
        var outcomes = new ArrayList<>(verdicts);
        var next = from;
        for (var i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == null) {
                outcomes.set(i, written.get(next++));
            }
        }
        return new Receipt(outcomes);
    }
}
