package io.headway.loadtest;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.ws;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Phones that drive and dashboards that watch, over WebSocket, against a running engine. It fails when a position is not acknowledged, a
 * dashboard sees no vehicle move, or the acknowledgement takes longer than the objective. Its system properties are in README.md.
 */
public final class TrackingSimulation extends Simulation {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String url = System.getProperty("headway.url", "http://localhost:8080");
    private final String token = required("headway.token");
    private final int senders = Integer.getInteger("headway.senders", 50);
    private final int subscribers = Integer.getInteger("headway.subscribers", 20);
    private final Duration time = Duration.ofSeconds(Integer.getInteger("headway.seconds", 30));
    private final Duration interval = Duration.ofMillis(Integer.getInteger("headway.interval-ms", 1_000));
    private final int ackP99Ms = Integer.getInteger("headway.ack-p99-ms", 250);

    public TrackingSimulation() {
        var rampUp = Duration.ofSeconds(5);
        setUp(
                        sender().injectOpen(rampUsers(senders).during(rampUp)),
                        subscriber().injectOpen(rampUsers(subscribers).during(rampUp)))
                .protocols(http.baseUrl(url).wsBaseUrl(url.replaceFirst("^http", "ws")))
                .maxDuration(time.plus(rampUp).plusSeconds(60))
                .assertions(
                        global().failedRequests().percent().is(0.0),
                        details("acknowledged").successfulRequests().count().gt(0L),
                        details("acknowledged").responseTime().percentile(99.0).lt(ackP99Ms),
                        details("vehicle moved").successfulRequests().count().gt(0L));
    }

    private ScenarioBuilder sender() {
        var tokens = new DeviceTokens(url, token, required("headway.secret"))
                .register(senders).stream()
                        .map(sender -> Map.<String, Object>of("vehicle", sender.vehicleId(), "token", sender.token()))
                        .toList();
        return scenario("senders")
                .feed(listFeeder(tokens).queue())
                .exec(connect("sender connects", "#{token}"))
                .during(time)
                .on(exec(TrackingSimulation::driveOn).exec(sendPosition()).pause(interval))
                .exec(ws("sender closes").close());
    }

    /** Next sequence number, a little further north-east, now. */
    private static Session driveOn(Session session) {
        var seq = session.contains("seq") ? session.getInt("seq") + 1 : 1;
        return session.setAll(Map.of(
                "seq",
                seq,
                "lat",
                49.9 + seq * 1e-4,
                "lng",
                11.5 + seq * 1e-4,
                "timestamp",
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private static ChainBuilder sendPosition() {
        return exec(ws("send position")
                .sendText("""
                        {"type":"position_update","vehicle_id":"#{vehicle}","lat":#{lat},"lng":#{lng},"speed":54,"heading":45,\
                        "timestamp":"#{timestamp}","seq":#{seq}}""")
                .await(ANSWER)
                .on(ws.checkTextMessage("acknowledged")
                        .matching(jsonPath("$.seq").isEL("#{seq}"))
                        .check(jsonPath("$.type").is("ack"))));
    }

    private ScenarioBuilder subscriber() {
        return scenario("subscribers")
                .exec(connect("subscriber connects", token))
                .during(time)
                .on(exec(watch()).pause(interval))
                .exec(ws("subscriber closes").close());
    }

    /** Subscribes, sees a vehicle move, and unsubscribes: an awaited check needs a message of ours before it. */
    private static List<ChainBuilder> watch() {
        return List.of(
                exec(ws("subscribe")
                        .sendText("""
                                {"type":"subscribe","id":"s1","vehicles":"*","snapshot":false}""")
                        .await(ANSWER)
                        .on(
                                ws.checkTextMessage("subscribed")
                                        .matching(jsonPath("$.type").is("subscribed")),
                                ws.checkTextMessage("vehicle moved")
                                        .matching(jsonPath("$.type").is("vehicle_moved"))
                                        .check(
                                                jsonPath("$.vehicle_id").exists(),
                                                jsonPath("$.position[1]").exists(),
                                                jsonPath("$.timestamp").exists(),
                                                jsonPath("$.offset").exists()))),
                exec(ws("unsubscribe").sendText("""
                        {"type":"unsubscribe","id":"s1"}""")));
    }

    private static ChainBuilder connect(String name, String bearer) {
        return exec(ws(name).connect("/ws/tracking").header("Authorization", "Bearer " + bearer));
    }

    private static String required(String property) {
        var value = System.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("-D" + property + "=… is needed, see loadtest/README.md");
        }
        return value;
    }
}
