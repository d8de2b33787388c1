package io.headway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker in a process of its own, on the loopback address, with its data in a folder: broker and controller in one (KRaft). Its
 * libraries are listed by the build in {@code target/kafka.classpath}. It comes back on the same port. Owned by the test's thread; every
 * method blocks.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Path CLASSPATH = Path.of("target", "kafka.classpath");
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int CALL_MS = 2_000;

    private final Path folder;
    private final int port = FreePort.next();
    private final int controllerPort = FreePort.next();
    private Process process;

    /** Formats its folder; starts nothing yet. */
    public KafkaBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        var properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", folder.resolve("data").toString()),
                Map.entry("num.partitions", "3"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A broker that is killed has not fenced itself; its session must end before it may come back.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "500")));
        try (var out = Files.newOutputStream(settings())) {
            properties.store(out, null);
        }
        var format = start(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "MkU3OEVBNTcwNTJENDM2Qg",
                "-c",
                settings().toString());
        if (!format.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS) || format.exitValue() != 0) {
            format.destroyForcibly();
            throw new AssertionError("the broker's folder cannot be formatted:\n" + log());
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Returns when it answers. */
    public void start() throws Exception {
        process = start("kafka.Kafka", settings().toString());
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MS))) {
            Eventually.eventually("the broker answers", DEADLINE, () -> answers(admin));
        }
    }

    private boolean answers(Admin admin) throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the broker has ended:\n" + log());
        }
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            // Nobody listens yet.
            return false;
        }
    }

    /** SIGKILL, as a machine that fails. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the broker survives SIGKILL");
        }
    }

    @Override
    public void close() {
        if (process != null) {
            try {
                kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Process start(String mainClass, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                Files.readString(CLASSPATH).strip(),
                mainClass));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }

    private Path settings() {
        return folder.resolve("server.properties");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("broker.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
