package io.headway.loadtest;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Collects the figures, prints each as it comes and all of them as one Markdown table at the end. Owned by the main thread. */
final class Report {
    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean failed;

    /** A step begins: what follows may take a while. */
    void begin(String step) {
        System.out.println("… " + step);
    }

    void row(String what, String figure, Histogram latencyUs, String remark) {
        rows.add("| %s | %s | %s | %s |".formatted(what, figure, latency(latencyUs), remark));
        System.out.println(rows.getLast());
    }

    void row(String what, String figure, String remark) {
        rows.add("| %s | %s | | | | %s |".formatted(what, figure, remark));
        System.out.println(rows.getLast());
    }

    void note(String note) {
        notes.add(note);
        System.out.println(note);
    }

    /** Something that must hold; the command exits with 1 when it does not. */
    void check(String what, boolean holds) {
        failed |= !holds;
        note((holds ? "ok      " : "FAILED  ") + what);
    }

    boolean failed() {
        return failed;
    }

    void print(List<String> environment) {
        System.out.println();
        environment.forEach(System.out::println);
        System.out.println();
        System.out.println("| what | figure | p50 ms | p99 ms | p99.9 ms | remark |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        rows.forEach(System.out::println);
        System.out.println();
        notes.forEach(System.out::println);
    }

    private static String latency(Histogram us) {
        return "%.1f | %.1f | %.1f"
                .formatted(
                        us.getValueAtPercentile(50) / 1e3,
                        us.getValueAtPercentile(99) / 1e3,
                        us.getValueAtPercentile(99.9) / 1e3);
    }
}
