package io.headway.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was probably meant. */
final class Spelling {
    /** More changes than this and the suggestion would be a guess. */
    private static final int MAX_CHANGES = 3;

    private Spelling() {}

    /** "unknown key", with the nearest known name where one is near. */
    static String unknown(String kind, String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> changes(name, candidate) <= MAX_CHANGES)
                .min(Comparator.<String>comparingInt(candidate -> changes(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> "unknown " + kind + ", did you mean " + candidate + "?")
                .orElse("unknown " + kind);
    }

    /** Levenshtein distance: insertions, deletions and replacements that turn one into the other. */
    private static int changes(String from, String to) {
        var row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
