package io.headway.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what Linux knows about a process. Any thread. */
final class ProcessStats {
    /** USER_HZ, 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessStats() {}

    /** User and system time of the process so far, seconds, resolution 10 ms. */
    static double cpuSeconds(long pid) throws IOException {
        return cpuSeconds(stat(Path.of("/proc/" + pid)));
    }

    /** The same, of all live processes with the same parent: of all of a PostgreSQL server's, given one. */
    static double cpuSecondsOfSiblings(long pid) throws IOException {
        var parent = stat(Path.of("/proc/" + pid))[1];
        var seconds = 0.0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var stat = stat(process);
                    seconds += stat[1].equals(parent) ? cpuSeconds(stat) : 0;
                } catch (NoSuchFileException e) {
                    // It ended while the folder was read.
                }
            }
        }
        return seconds;
    }

    private static double cpuSeconds(String[] stat) {
        return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / TICKS_PER_SECOND;
    }

    /** The fields from number 3, state, on (proc(5)); the command name before them, in parentheses, may hold spaces. */
    private static String[] stat(Path process) throws IOException {
        var stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    /** Resident set, kilobytes. */
    static long residentKb(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("process " + pid + " has no VmRSS");
    }
}
