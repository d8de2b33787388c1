package io.headway.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says the process holds in RAM; the JVM does not know it, and a leak off the heap shows nowhere else. */
final class ResidentMemory {
    /** proc(5): VmRSS, "Resident set size", in kB. */
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final String FIELD = "VmRSS:";

    private ResidentMemory() {}

    static boolean isKnown() {
        return Files.isReadable(STATUS);
    }

    /** Bytes; NaN when the kernel does not say. */
    static double bytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToDouble(line -> 1024.0
                            * Long.parseLong(line.substring(FIELD.length())
                                    .replace("kB", "")
                                    .strip()))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            // NaN is how a gauge says that it has no value; the next scrape asks again.
            return Double.NaN;
        }
    }
}
