package io.headway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock file of a PostgreSQL server: lines 1 and 4 are its process id and port (PostgreSQL, src/include/utils/pidfile.h). Immutable.
 *
 * @param pid process id
 * @param port TCP port; 0 when the server has not yet written it
 */
record PostmasterPid(long pid, int port) {
    static final String NAME = "postmaster.pid";
    private static final int PORT_LINE = 3;

    static Optional<PostmasterPid> read(Path cluster) throws IOException {
        try {
            var lines = Files.readAllLines(cluster.resolve(NAME));
            var pid = Long.parseLong(lines.getFirst().strip());
            return Optional.of(new PostmasterPid(
                    pid,
                    lines.size() > PORT_LINE
                            ? Integer.parseInt(lines.get(PORT_LINE).strip())
                            : 0));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new IOException("cannot read " + cluster.resolve(NAME), e);
        }
    }

    /** True when the process lives, is PostgreSQL and works on this cluster. A process id alone proves nothing: ids are reused. */
    boolean isPostgresOf(Path cluster) {
        var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        try {
            var proc = Path.of("/proc", Long.toString(pid));
            if (Files.exists(proc)) {
                return Files.readString(proc.resolve("comm")).strip().equals("postgres")
                        && Files.isSameFile(proc.resolve("cwd"), cluster);
            }
        } catch (IOException e) {
            // It ended meanwhile, or is another user's: in neither case ours to stop.
            return false;
        }
        return process.get()
                .info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(cluster.toString()))
                .isPresent();
    }

    /** Waits until the server has removed the file, its last act. Not for the process: in a container nobody may reap it. */
    static void awaitGone(Path cluster, long timeoutMs) throws IOException {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (Files.exists(cluster.resolve(NAME))) {
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL on " + cluster + " has not stopped within " + timeoutMs + " ms");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
