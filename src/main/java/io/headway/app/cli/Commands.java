package io.headway.app.cli;

import io.headway.config.ConfigException;
import io.headway.store.StoreException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands, and the jobs behind them. Exit status: 0, 1 for a fault at run time, 2 for a fault of usage or configuration.
 *
 * @param environment the variables of the process
 */
public record Commands(
        Map<String, String> environment,
        Job<DemoCommand> demo,
        Job<ServeCommand> serve,
        Job<SimulateCommand> simulate,
        Job<ReplayCommand> replay,
        Job<MigrateCommand> migrate,
        Job<EvaluateDeviationCommand> evaluateDeviation) {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private static final int RUNTIME_FAULT = 1;
    private static final int USAGE_FAULT = 2;

    private static final int HELP_WIDTH = 100;

    /** The parser, ready to execute. */
    public CommandLine commandLine() {
        var commandLine = new CommandLine(new Root())
                .addSubcommand(new DemoCommand(new ConfigFile(environment), demo))
                .addSubcommand(new ServeCommand(new ConfigFile(environment), serve))
                .addSubcommand(new SimulateCommand(new ConfigFile(environment), simulate))
                .addSubcommand(new ReplayCommand(new ConfigFile(environment), replay))
                .addSubcommand(new TokenCommand(new ConfigFile(environment)))
                .addSubcommand(new DecodeCommand())
                .addSubcommand(new MigrateCommand(new ConfigFile(environment), migrate))
                .addSubcommand(new EvaluateDeviationCommand(new ConfigFile(environment), evaluateDeviation))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((fault, failed, _) -> report(fault, failed));
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return commandLine;
    }

    private static int report(Exception fault, CommandLine commandLine) {
        if (fault instanceof ConfigException) {
            commandLine.getErr().println(fault.getMessage());
            commandLine.getErr().flush();
            return USAGE_FAULT;
        }
        var command = commandLine.getCommandSpec().qualifiedName();
        if (fault instanceof IOException || fault instanceof StoreException) {
            // The world's fault, and its message is a sentence for the operator: a stack trace would bury it.
            var missing = fault instanceof NoSuchFileException ? "no such file: " : "";
            LOG.error("{} failed: {}{}", command, missing, fault.getMessage());
            LOG.debug("{} failed", command, fault);
        } else {
            LOG.error("{} failed", command, fault);
        }
        return RUNTIME_FAULT;
    }

    /** The command that only has sub-commands. */
    @Command(
            name = "headway",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Telemetry ingestion engine for vehicle fleets.",
            footer = {
                "",
                "Exit status: 0 done, 1 fault at run time, 2 fault of usage or configuration.",
                "Examples:",
                "  headway demo                        the engine with a fleet, on an embedded PostgreSQL",
                "  headway serve --config prod.yaml    the engine",
                "  headway help replay                 options of a command"
            },
            subcommands = CommandLine.HelpCommand.class)
    static final class Root implements Runnable {
        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "A command is missing.");
        }
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"headway " + (version == null ? "(not packaged)" : version)};
        }
    }
}
