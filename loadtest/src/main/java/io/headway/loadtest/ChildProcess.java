package io.headway.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A JVM started here and ended here. Any thread. */
final class ChildProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 20;
    private static final int POLL_MS = 50;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The flags the engine runs with, so that a baseline has no other advantage than doing less. */
    static List<String> jvmFlags() {
        return List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dio.netty.noUnsafe=false");
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Starts one of this project's mains and waits until it prints {@code ready}. */
    static ChildProcess ofMain(Class<?> main, Path folder, String... arguments) throws IOException {
        var command = new ArrayList<>(jvmFlags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        var child = start(command, Map.of(), folder, folder.resolve(main.getSimpleName() + ".log"));
        child.await(() -> child.output().contains("ready"), 20);
        return child;
    }

    static ChildProcess start(List<String> javaArguments, Map<String, String> environment, Path folder, Path log)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(java().toString());
        command.addAll(javaArguments);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        // Whatever ends this JVM ends what it has started.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        return new ChildProcess(process, log);
    }

    /** Polls until the condition holds; fails when the process ends or time is up, with what it printed. */
    void await(BooleanSupplier condition, int seconds) throws IOException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException((process.isAlive() ? "not ready in time: " : "ended: ") + output());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return log + ": " + e;
        }
    }

    long pid() {
        return process.pid();
    }

    /** Exit status once it ends; fails when time is up. */
    int exitStatus(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("did not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
