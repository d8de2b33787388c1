package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import io.headway.config.Need;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headway simulate}. Owned by the main thread. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Drives a fleet over real sockets against an engine that runs.",
            "Half of it speaks Teltonika over TCP, the other half JSON over WebSocket, a position a second each; with --protocol all speak that. Ports and the key that signs the tokens are those of the configuration."
        },
        footer = {
            "",
            "Examples:",
            "  headway simulate --demo --vehicles 200",
            "  headway simulate --protocol gt06 --vehicles 10",
            "  headway simulate --config prod.yaml --host headway.example.com --for 10m"
        })
public final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile config;

    private final Job<SimulateCommand> job;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "Where the engine runs; by default ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--vehicles",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many drive; by default ${DEFAULT-VALUE}.")
    private int vehicles;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            completionCandidates = ProtocolNames.class,
            description = "What all vehicles speak: one of ${COMPLETION-CANDIDATES}.")
    private String protocol;

    @Option(names = "--udp", description = "Over UDP, where the protocol has TCP too.")
    private boolean overUdp;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Ttl.class,
            description = "End after this time, as 90s or 10m; without it, with Ctrl-C.")
    private Duration duration;

    @Option(names = "--demo", description = "Sign with the secret of the demo, in database.data-dir.")
    private boolean demo;

    SimulateCommand(ConfigFile config, Job<SimulateCommand> job) {
        this.config = config;
        this.job = job;
    }

    /**
     * The configuration, with a key to sign where phones need tokens.
     *
     * @throws IOException when the demo's secret cannot be read
     */
    public HeadwayConfig config() throws IOException {
        if (demo) {
            return DemoConfig.load(config);
        }
        return config.load(Map.of(), phones() ? Set.of(Need.SIGN_KEY) : Set.of());
    }

    public String host() {
        return host;
    }

    /** What the trackers speak. */
    public String protocol() {
        return protocol == null ? "teltonika" : protocol;
    }

    /** Whether half of the fleet are phones. */
    public boolean phones() {
        return protocol == null;
    }

    public boolean overUdp() {
        return overUdp;
    }

    /** At least 1. */
    public int vehicles() {
        return vehicles;
    }

    public Optional<Duration> duration() {
        return Optional.ofNullable(duration);
    }

    @Override
    public Integer call() throws Exception {
        Usage.require(
                spec,
                phones() || ProtocolNames.isTrackers(protocol),
                "--protocol must be one of " + String.join(", ", new ProtocolNames()) + ".");
        Usage.require(spec, vehicles >= 1, "--vehicles must be 1 or more.");
        return job.run(this);
    }
}
