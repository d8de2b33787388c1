package io.headway.config;

import java.io.Serial;
import java.util.Comparator;
import java.util.List;

/** The configuration cannot be used. Its message lists every fault, one a line, sorted by key; secrets are not in it. */
public final class ConfigException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Comparator<Fault> BY_KEY =
            Comparator.comparing(Fault::key).thenComparing(Fault::problem);

    /** Not serialized: the message says all of it. */
    private final transient List<Fault> faults;

    /** Lists {@code faults}, at least one. */
    public ConfigException(List<Fault> faults) {
        super(list(faults));
        this.faults = faults.stream().sorted(BY_KEY).toList();
    }

    /** One fault, of a key whose value may be shown. */
    public ConfigException(String key, String value, String problem) {
        this(List.of(new Fault(key, value, problem, "")));
    }

    public List<Fault> faults() {
        return faults;
    }

    private static String list(List<Fault> faults) {
        var text = new StringBuilder(
                faults.size() == 1
                        ? "The configuration has a fault:"
                        : "The configuration has " + faults.size() + " faults:");
        faults.stream()
                .sorted(BY_KEY)
                .forEach(fault ->
                        text.append(System.lineSeparator()).append("  ").append(fault));
        return text.toString();
    }

    /**
     * What is wrong with one value.
     *
     * @param key the key, or the environment variable or file when there is no such key
     * @param value what was given, already hidden if secret; empty when nothing was
     * @param problem what is wrong with it
     * @param origin where it was given; empty when nowhere
     */
    public record Fault(String key, String value, String problem, String origin) {
        @Override
        public String toString() {
            return key
                    + (value.isEmpty() ? "" : " = " + value)
                    + ": "
                    + problem
                    + (origin.isEmpty() ? "" : " (" + origin + ")");
        }
    }
}
