package io.headway.deviation;

import io.headway.deviation.DeviationEvaluation.Outcome;
import io.headway.deviation.DeviationEvaluation.Size;
import java.util.List;
import java.util.Locale;

/**
 * What {@code evaluate-deviation} prints. Immutable; any thread.
 *
 * @param tuned the half on which the defaults were chosen
 * @param checked the other half
 */
record EvaluationTable(Outcome tuned, Outcome checked, Outcome all) {
    EvaluationTable(Outcome tuned, Outcome checked) {
        this(tuned, checked, tuned.and(checked));
    }

    String markdown(double crossTrackM, double randomCrossTrackM) {
        var text = new StringBuilder("""
                | drives | tuned on | the other half | all |
                | --- | --- | --- | --- |
                """);
        row(text, "unchanged drives with a false alarm", Outcome::alarmed);
        row(text, "the same, driven from the end to the start", Outcome::reversedAlarmed);
        text.append("| driven against the route, told as wrong way |");
        List.of(tuned, checked, all)
                .forEach(outcome -> text.append(" %d of %d |".formatted(outcome.wrongWay(), outcome.drives())));
        text.append("""


                | detour | cases | told within 5 fixes: tuned on | the other half | all | fixes to detection p50 | p99 |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (var i = 0; i < all.sizes().size(); i++) {
            var size = all.sizes().get(i);
            text.append("| %d m | %d | %s | %s | %s | %d | %d |\n"
                    .formatted(
                            size.sizeM(),
                            size.detours(),
                            share(tuned.sizes().get(i)),
                            share(checked.sizes().get(i)),
                            share(size),
                            size.percentile(0.5),
                            size.percentile(0.99)));
        }
        text.append("""

                | distance to the route against the geodesic | greatest difference |
                | --- | --- |
                | all fixes of the drives | %.4f m |
                | 1,000 random routes of 1 to 100 km, 20 places each | %.4f m |
                """.formatted(crossTrackM, randomCrossTrackM));
        return text.toString();
    }

    /** A column of counts. */
    @FunctionalInterface
    private interface Tracks {
        List<String> of(Outcome outcome);
    }

    private void row(StringBuilder text, String name, Tracks tracks) {
        text.append("| ").append(name).append(" |");
        for (var outcome : List.of(tuned, checked, all)) {
            text.append(" %d of %d |".formatted(tracks.of(outcome).size(), outcome.drives()));
        }
        text.append('\n');
    }

    private static String share(Size size) {
        return String.format(Locale.ROOT, "%.2f %%", 100.0 * size.detected() / size.detours());
    }
}
