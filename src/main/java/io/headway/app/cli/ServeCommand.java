package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import io.headway.config.Need;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headway serve}. Owned by the main thread. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the engine. Ctrl-C or SIGTERM drains and ends it.",
            "Uses DATABASE_URL (PostgreSQL 15 or newer); without it, an embedded PostgreSQL in the data folder.",
            "Needs a key for tokens: JWT_SECRET_KEY for HS256, or a key file for RS256 or ES256."
        },
        footer = {
            "",
            "Examples:",
            "  JWT_SECRET_KEY=$(openssl rand -base64 32) headway serve",
            "  headway serve --config prod.yaml"
        })
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile config;

    private final Job<ServeCommand> job;

    ServeCommand(ConfigFile config, Job<ServeCommand> job) {
        this.config = config;
        this.job = job;
    }

    /** The configuration, always with a key to verify tokens. */
    public HeadwayConfig config() {
        return config.load(Map.of(), Set.of(Need.VERIFY_KEY));
    }

    @Override
    public Integer call() throws Exception {
        return job.run(this);
    }
}
