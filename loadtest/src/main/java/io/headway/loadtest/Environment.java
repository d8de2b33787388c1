package io.headway.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a figure is worth without: machine, JVM, commit. */
final class Environment {
    private Environment() {}

    static List<String> describe(List<String> engineFlags) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        lines.add("commit    " + run("git", "log", "-1", "--format=%h %cI %s")
                + (run("git", "status", "--porcelain").isEmpty() ? "" : " (with uncommitted changes)"));
        lines.add("machine   " + Runtime.getRuntime().availableProcessors() + " processors (" + cpuModel() + "), "
                + memoryGb() + " GB, load average " + first(Path.of("/proc/loadavg")));
        lines.add("kernel    " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.add("java      " + System.getProperty("java.vm.name") + " " + Runtime.version());
        lines.add("engine    " + String.join(" ", ChildProcess.jvmFlags()) + " " + String.join(" ", engineFlags));
        lines.add("files     " + grep(Path.of("/proc/self/limits"), "Max open files"));
        return lines;
    }

    private static String cpuModel() throws IOException {
        return grep(Path.of("/proc/cpuinfo"), "model name").replaceFirst(".*:\\s*", "");
    }

    private static long memoryGb() throws IOException {
        return Long.parseLong(grep(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "")) / 1_000_000;
    }

    private static String grep(Path file, String start) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("unknown")
                .replaceAll("\\s+", " ");
    }

    private static String first(Path file) throws IOException {
        return Files.readString(file).split(" ", 2)[0];
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.inputReader()) {
            var text = String.join(" ", out.readAllLines());
            return process.waitFor() == 0 ? text : "unknown";
        }
    }
}
