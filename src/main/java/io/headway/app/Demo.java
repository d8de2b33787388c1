package io.headway.app;

import io.headway.app.cli.DemoCommand;
import io.headway.config.HeadwayConfig;
import io.headway.protocol.Protocols;
import io.headway.security.Role;
import io.headway.security.TokenMint;
import io.headway.simulate.FleetSettings;
import io.headway.simulate.FleetSimulator;
import io.headway.simulate.TrackerLinks;
import io.headway.store.Workspaces;
import io.vertx.core.Future;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The engine with a fleet that drives over its real sockets. Runs on the main thread. */
public final class Demo {
    private static final String HOST = "localhost";
    private static final String PROTOCOL = "teltonika";
    private static final long FLEET_SEED = 1;
    private static final long OPERATOR_TTL_S = TimeUnit.HOURS.toSeconds(12);

    private Demo() {}

    /** Runs until a signal. */
    public static int run(DemoCommand command) throws Exception {
        var config = command.config();
        var engine = Jobs.await(Engine.start(config));
        var mint = new TokenMint(engine.vertx(), config.jwt());
        var fleet = new FleetSimulator(
                engine.vertx(),
                new FleetSettings(
                        new TrackerLinks.Target(
                                HOST,
                                engine.tcpPort(PROTOCOL),
                                Protocols.byName().get(PROTOCOL),
                                false),
                        Optional.of(new FleetSettings.Phones(
                                HOST, engine.httpPort(), Jobs.vehicleTokens(mint, Workspaces.DEFAULT_ID))),
                        command.vehicles(),
                        FLEET_SEED,
                        DemoPlaces.tours()));
        var exit = new ExitOnSignal(() -> stop(fleet, engine), drainMs(config)).install();
        Jobs.await(new DemoPlaces(engine.database()).make());
        Jobs.await(fleet.start());
        explain(System.out, engine, operatorToken(mint), command.vehicles());
        return exit.await();
    }

    private static Future<Void> stop(FleetSimulator fleet, Engine engine) {
        // A promise of its own: the fleet's future belongs to an event loop, and those have ended when the engine has
        // stopped.
        return Future.future(end -> fleet.stop().onComplete(_ -> engine.stop().onComplete(end)));
    }

    private static long drainMs(HeadwayConfig config) {
        return config.shutdown().drainDeadlineMs() + 1_500;
    }

    private static String operatorToken(TokenMint mint) {
        return mint.mint(new TokenMint.Grant(
                "demo operator", Set.of(Role.OPERATOR), Workspaces.DEFAULT_ID, Set.of(), Set.of(), OPERATOR_TTL_S));
    }

    private static void explain(PrintStream out, Engine engine, String token, int vehicles) {
        out.printf("""

                Headway runs, and %d vehicles drive.

                  live page   http://localhost:%2$d/#token=%5$s
                  REST        http://localhost:%2$d/api/v1/vehicles    contract: http://localhost:%2$d/openapi.yaml
                  WebSocket   ws://localhost:%2$d/ws/tracking
                  metrics     http://localhost:%2$d/metrics            health: http://localhost:%2$d/health/ready
                  devices     JSON lines on port %4$d, trackers: %3$s

                Operator token, good for 12 hours:

                  TOKEN=%5$s

                Watch the vehicles:

                  curl -s -H "Authorization: Bearer $TOKEN" "http://localhost:%2$d/api/v1/vehicles?limit=5"

                See who enters and leaves the geofences, and who leaves his route (one driver does, every few minutes):

                  curl -s -H "Authorization: Bearer $TOKEN" "http://localhost:%2$d/api/v1/events?limit=5"
                  curl -s -H "Authorization: Bearer $TOKEN" "http://localhost:%2$d/api/v1/tracking/deviations?status=all"

                Ctrl-C ends it; the next start goes on with the same data.

                """, vehicles, engine.httpPort(), engine.trackerPorts(), engine.jsonLinesPort(), token);
        out.flush();
    }
}
