package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headway migrate}. Owned by the main thread. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description =
                "Brings the schema of the database to this version, and ends. serve and demo do it by themselves.",
        footer = {"", "Examples:", "  DATABASE_URL=postgresql://headway@db/headway headway migrate"})
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile config;

    private final Job<MigrateCommand> job;

    MigrateCommand(ConfigFile config, Job<MigrateCommand> job) {
        this.config = config;
        this.job = job;
    }

    public HeadwayConfig config() {
        return config.load(Map.of(), Set.of());
    }

    @Override
    public Integer call() throws Exception {
        return job.run(this);
    }
}
