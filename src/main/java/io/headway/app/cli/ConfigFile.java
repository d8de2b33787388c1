package io.headway.app.cli;

import io.headway.config.ConfigLoader;
import io.headway.config.HeadwayConfig;
import io.headway.config.Need;
import io.headway.ops.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The {@code --config} option, and the configuration that follows from it and the environment. Owned by the main thread. */
final class ConfigFile {
    private static final Path USUAL = Path.of("config", "headway.yaml");

    private final Map<String, String> environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration; by default config/headway.yaml, if there is one. The environment overrides it.")
    private Path given;

    ConfigFile(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Loads the configuration and sets the log as it says.
     *
     * @throws io.headway.config.ConfigException with every fault there is
     */
    HeadwayConfig load(Map<String, String> overrides, Set<Need> needs) {
        var config = ConfigLoader.load(path(), environment, overrides, needs);
        Logging.configure(config.log().level(), config.log().format());
        return config;
    }

    private Path path() {
        if (given != null) {
            return given;
        }
        return Files.exists(USUAL) ? USUAL : null;
    }
}
