package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headway demo}. Owned by the main thread. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the engine on an embedded PostgreSQL, with a fleet that drives, and prints where to look.",
            "Data and the secret for tokens are kept in database.data-dir; a second start continues on them."
        },
        footer = {"", "Examples:", "  headway demo", "  headway demo --vehicles 500", "  PORT=9090 headway demo"})
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile config;

    private final Job<DemoCommand> job;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--vehicles",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many drive; by default ${DEFAULT-VALUE}.")
    private int vehicles;

    DemoCommand(ConfigFile config, Job<DemoCommand> job) {
        this.config = config;
        this.job = job;
    }

    /**
     * The configuration, always with keys to verify and to sign.
     *
     * @throws IOException when the secret cannot be kept
     */
    public HeadwayConfig config() throws IOException {
        return DemoConfig.load(config);
    }

    /** At least 0. */
    public int vehicles() {
        return vehicles;
    }

    @Override
    public Integer call() throws Exception {
        Usage.require(spec, vehicles >= 0, "--vehicles must be 0 or more.");
        return job.run(this);
    }
}
