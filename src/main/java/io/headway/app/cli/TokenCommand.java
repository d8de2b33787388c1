package io.headway.app.cli;

import io.headway.config.HeadwayConfig;
import io.headway.config.Need;
import io.headway.security.Role;
import io.headway.security.TokenMint;
import io.headway.store.Workspaces;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headway token}: prints a token and nothing else, for use in {@code $(…)}. Owned by the main thread. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Signs a token and prints it.",
            "HS256 signs with JWT_SECRET_KEY, RS256 and ES256 with jwt.private-key-file."
        },
        footer = {
            "",
            "Examples:",
            "  headway token --role operator --ttl 12h",
            "  headway token --role device --workspace $WORKSPACE --vehicle $VEHICLE --ttl 365d",
            "  headway token --role viewer --trip $TRIP --ttl 2h",
            "  headway token --demo --role admin"
        })
public final class TokenCommand implements Callable<Integer> {
    private static final long CLOSE_DEADLINE_S = 5;

    @Mixin
    private final ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description = "${COMPLETION-CANDIDATES}; may be repeated. Case does not matter.")
    private List<Role> roles;

    @Option(
            names = "--workspace",
            paramLabel = "UUID",
            description = "The workspace it opens; by default the default one.")
    private UUID workspace = Workspaces.DEFAULT_ID;

    @Option(
            names = "--vehicle",
            split = ",",
            paramLabel = "UUID",
            description = "Vehicle that a driver or device may send for; may be repeated.")
    private List<UUID> vehicles = List.of();

    @Option(
            names = "--trip",
            split = ",",
            paramLabel = "UUID",
            description = "Trip that a viewer may follow; may be repeated.")
    private List<UUID> trips = List.of();

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            defaultValue = "headway-cli",
            description = "Who it is for; by default ${DEFAULT-VALUE}.")
    private String subject;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "12h",
            converter = Ttl.class,
            description = "How long it counts: 90s, 15m, 12h, 30d; by default ${DEFAULT-VALUE}.")
    private Duration ttl;

    @Option(names = "--demo", description = "Sign with the secret of the demo, in database.data-dir.")
    private boolean demo;

    TokenCommand(ConfigFile config) {
        this.config = config;
    }

    @Override
    public Integer call() throws Exception {
        checkVehicles();
        var jwt = configuration().jwt();
        var grant = new TokenMint.Grant(
                subject, Set.copyOf(roles), workspace, Set.copyOf(vehicles), Set.copyOf(trips), ttl.toSeconds());
        var vertx = Vertx.vertx();
        try {
            var out = spec.commandLine().getOut();
            out.println(new TokenMint(vertx, jwt).mint(grant));
            out.flush();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_DEADLINE_S, TimeUnit.SECONDS);
        }
        return 0;
    }

    private HeadwayConfig configuration() throws IOException {
        return demo ? DemoConfig.load(config) : config.load(Map.of(), Set.of(Need.SIGN_KEY));
    }

    /** A sender without vehicles could send nothing, and would learn it from the server much later. */
    private void checkVehicles() {
        boolean sender = roles.contains(Role.DRIVER) || roles.contains(Role.DEVICE);
        Usage.require(spec, !sender || !vehicles.isEmpty(), "A driver or device needs at least one --vehicle.");
    }
}
