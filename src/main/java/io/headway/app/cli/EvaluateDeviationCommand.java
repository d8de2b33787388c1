package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headway evaluate-deviation}. Owned by the main thread. */
@Command(
        name = "evaluate-deviation",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the detection of route deviations, as it is configured, on recorded drives:",
            "false alarms, detours told in time, and the error of the distance. Prints Markdown."
        },
        footer = {"", "Examples:", "  headway evaluate-deviation drives.jsonl"})
public final class EvaluateDeviationCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile config;

    private final Job<EvaluateDeviationCommand> job;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE.jsonl",
            description = "One drive a line: track, fixes ([epoch ms, lon, lat]) and route (lines of [lon, lat]).")
    private Path file;

    EvaluateDeviationCommand(ConfigFile config, Job<EvaluateDeviationCommand> job) {
        this.config = config;
        this.job = job;
    }

    public HeadwayConfig config() {
        return config.load(Map.of(), Set.of());
    }

    public Path file() {
        return file;
    }

    /** To where the command's output goes. */
    public void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    @Override
    public Integer call() throws Exception {
        return job.run(this);
    }
}
