package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import io.headway.config.Need;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headway replay}. Owned by the main thread. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Streams a recorded GPX drive through the real sockets of an engine that runs.",
            "Its times are shifted so that it ends now, unless --original-times is given."
        },
        footer = {
            "",
            "Examples:",
            "  headway replay drive.gpx --device 356307042441013 --protocol teltonika --speed 10",
            "  headway replay drive.gpx --device van-7 --protocol json --token $(headway token …) --speed 0"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private final ConfigFile config;

    private final Job<ReplayCommand> job;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE.gpx", description = "The drive.")
    private Path file;

    @Option(
            names = "--device",
            required = true,
            paramLabel = "IMEI",
            description = "Who sends: the IMEI, or whatever else the protocol identifies devices by.")
    private String device;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "teltonika",
            completionCandidates = ProtocolNames.class,
            description = "json, or one of ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private String protocol;

    @Option(names = "--udp", description = "Over UDP, where the protocol has TCP too.")
    private boolean overUdp;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description =
                    "10 is ten times as fast as it was driven, 0 as fast as is acknowledged; by default ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--original-times", description = "Send the times of the file.")
    private boolean originalTimes;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "Where the engine runs; by default ${DEFAULT-VALUE}.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "By default the one of the configuration.")
    private Integer port;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "For json. Without it one is signed for --workspace and --vehicle.")
    private String token;

    @Option(
            names = "--workspace",
            paramLabel = "UUID",
            description = "For json without --token; the default workspace.")
    private UUID workspace;

    @Option(
            names = "--vehicle",
            paramLabel = "UUID",
            description = "For json: the vehicle that drives; by default one made of --device.")
    private UUID vehicle;

    @Option(names = "--demo", description = "Sign with the secret of the demo, in database.data-dir.")
    private boolean demo;

    ReplayCommand(ConfigFile config, Job<ReplayCommand> job) {
        this.config = config;
        this.job = job;
    }

    /**
     * The configuration; with a key to sign where the drive needs a token that was not given.
     *
     * @throws IOException when the demo's secret cannot be read
     */
    public HeadwayConfig config() throws IOException {
        if (demo) {
            return DemoConfig.load(config);
        }
        return config.load(Map.of(), signs() ? Set.of(Need.SIGN_KEY) : Set.of());
    }

    public Path file() {
        return file;
    }

    public String device() {
        return device;
    }

    /** Of trackers; not to be asked when {@link #isJson}. */
    public String protocol() {
        return protocol;
    }

    /** Whether a phone drives, with JSON over WebSocket. */
    public boolean isJson() {
        return protocol.equals(ProtocolNames.JSON);
    }

    public boolean overUdp() {
        return overUdp;
    }

    /** At least 0; 0 is without pauses. */
    public double speed() {
        return speed;
    }

    public boolean originalTimes() {
        return originalTimes;
    }

    public String host() {
        return host;
    }

    public OptionalInt port() {
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /** Empty stands for the default one. */
    public Optional<UUID> workspace() {
        return Optional.ofNullable(workspace);
    }

    /** Empty stands for one made of the device's name. */
    public Optional<UUID> vehicle() {
        return Optional.ofNullable(vehicle);
    }

    @Override
    public Integer call() throws Exception {
        Usage.require(
                spec,
                isJson() || ProtocolNames.isTrackers(protocol),
                "--protocol must be json or one of " + String.join(", ", new ProtocolNames()) + ".");
        Usage.require(spec, speed == 0 || speed >= 1, "--speed must be 0, or 1 or more.");
        return job.run(this);
    }

    private boolean signs() {
        return isJson() && token == null;
    }
}
