package io.headway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.security.Role;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the WebSocket's alone: how it is opened. */
class WebSocketGatewayTest {
    private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":\"*\"}";

    private RunningGateways gateways;
    private JsonClient.Side clientSide;
    private int port;

    @BeforeEach
    void start() throws Exception {
        clientSide = new JsonClient.Side();
        start(RunningGateways.LIMITS);
    }

    private void start(RunningGateways.Limits limits) throws Exception {
        if (gateways != null) {
            gateways.close();
        }
        gateways = new RunningGateways(limits);
        port = gateways.webSocket(RunningGateways.SOCKETS.withAllowedOrigins("https://dispatch.example.com"));
    }

    @AfterEach
    void stop() throws Exception {
        clientSide.close();
        gateways.close();
    }

    private JsonClient connect(UnaryOperator<WebSocketConnectOptions> options) throws Exception {
        return clientSide.webSocket(port, options);
    }

    private JsonClient connectFrom(String origin) throws Exception {
        var token = gateways.token(Role.OPERATOR);
        return connect(
                options -> options.putHeader("Authorization", "Bearer " + token).putHeader("Origin", origin));
    }

    private static void expectSubscribed(JsonClient client) throws Exception {
        client.send(SUBSCRIBE);
        assertThat(client.next().getString("type")).isEqualTo("subscribed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer "})
    void the_token_may_come_in_the_authorization_header(String scheme) throws Exception {
        var token = gateways.token(Role.OPERATOR);

        expectSubscribed(connect(options -> options.putHeader("Authorization", scheme + token)));
    }

    @Test
    void the_token_may_come_behind_the_bearer_subprotocol() throws Exception {
        var token = gateways.token(Role.OPERATOR);

        expectSubscribed(connect(options -> options.addSubProtocol("bearer").addSubProtocol(token)));
    }

    @Test
    void a_token_in_the_url_does_not_count() throws Exception {
        var token = gateways.token(Role.OPERATOR);
        var client = connect(options -> options.setURI("/ws/tracking?token=" + token));
        client.send(SUBSCRIBE);

        client.expectError("UNAUTHORIZED");
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void a_false_token_in_the_header_is_refused() throws Exception {
        var client = connect(options -> options.putHeader("Authorization", "Bearer nobody"));

        client.expectError("UNAUTHORIZED");
        assertThat(client.closeCode()).isEqualTo(1008);
    }

    @Test
    void a_device_may_send_at_once_without_waiting_for_its_token_to_be_judged() throws Exception {
        gateways.shards.storeAtOnce();
        UUID vehicle = gateways.directory.vehicle(FakeDirectory.OURS, 1);
        var token = gateways.token(Role.DEVICE, vehicle);
        var client = connect(options -> options.putHeader("Authorization", "Bearer " + token));
        var now = System.currentTimeMillis();
        for (var seq = 0; seq < 20; seq++) {
            client.send("{\"type\":\"position_update\",\"lat\":52.5,\"lng\":13.4,\"timestamp\":%d,\"seq\":%d}"
                    .formatted(now, seq));
        }
        for (var seq = 0; seq < 20; seq++) {
            client.expectAck(seq);
        }
    }

    @Test
    void a_listed_origin_and_the_servers_own_are_let_in() throws Exception {
        expectSubscribed(connectFrom("https://dispatch.example.com"));
        expectSubscribed(connectFrom("http://" + RunningGateways.HOST + ":" + port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://dispatch.example.com.evil.example.com",
                "http://dispatch.example.com",
                "null",
                "not an origin"
            })
    void a_script_of_another_origin_is_kept_out(String origin) {
        assertThatThrownBy(() -> connectFrom(origin))
                .cause()
                .satisfies(refused -> assertThat(((UpgradeRejectedException) refused).getStatus())
                        .isEqualTo(403));
        assertThat(gateways.connections("websocket")).isZero();
    }

    @Test
    void a_connection_beyond_the_limit_is_refused_until_one_leaves() throws Exception {
        start(RunningGateways.LIMITS.withConnections(1, 100));
        expectSubscribed(connectFrom("https://dispatch.example.com"));
        assertThatThrownBy(() -> connectFrom("https://dispatch.example.com"))
                .cause()
                .satisfies(refused -> assertThat(((UpgradeRejectedException) refused).getStatus())
                        .isEqualTo(503));

        clientSide.close();
        clientSide = new JsonClient.Side();
        gateways.until("it has left", () -> gateways.connections("websocket") == 0);
        expectSubscribed(connectFrom("https://dispatch.example.com"));
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_is_no_upgrade_is_answered_and_does_not_keep_a_place(HttpClient.Version version)
            throws Exception {
        start(RunningGateways.LIMITS.withConnections(1, 100));
        var request = HttpRequest.newBuilder(URI.create("http://" + RunningGateways.HOST + ":" + port + "/ws/tracking"))
                .timeout(Duration.ofSeconds(10))
                .version(version)
                .build();
        int status;
        try (var client = HttpClient.newHttpClient()) {
            status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }

        assertThat(status).isBetween(400, 499);
        expectSubscribed(connectFrom("https://dispatch.example.com"));
    }

    @Test
    void the_socket_of_a_trip_subscribes_by_itself_once_it_is_known_who_asks() throws Exception {
        var trip = new UUID(5, 1);
        var rider = connect(options ->
                options.setURI("/ws/trips/" + trip).putHeader("Authorization", "Bearer " + gateways.viewerToken(trip)));
        assertThat(rider.next().getString("id")).isEqualTo("trip");
        var late = connect(options -> options.setURI("/ws/trips/" + trip));
        late.send("{\"type\":\"auth\",\"token\":\"" + gateways.viewerToken(trip) + "\"}");
        assertThat(late.next().getString("id")).isEqualTo("trip");

        assertThat(gateways.feed.events)
                .containsExactly(
                        "open for a trip " + FakeDirectory.OURS,
                        "trip " + trip,
                        "open for a trip " + FakeDirectory.OURS,
                        "trip " + trip);
    }

    @Test
    void the_socket_of_a_trip_is_closed_to_who_may_not_follow_it() throws Exception {
        for (var token :
                new String[] {gateways.viewerToken(new UUID(5, 2)), gateways.token(Role.DRIVER, new UUID(3, 1))}) {
            var client = connect(options ->
                    options.setURI("/ws/trips/" + new UUID(5, 1)).putHeader("Authorization", "Bearer " + token));
            client.expectError("FORBIDDEN");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
        assertThat(gateways.feed.events).isEmpty();
    }

    @Test
    void a_path_without_a_trips_id_is_not_found() {
        assertThatThrownBy(() -> connect(options -> options.setURI("/ws/trips/mine")))
                .hasRootCauseInstanceOf(UpgradeRejectedException.class)
                .rootCause()
                .extracting(cause -> ((UpgradeRejectedException) cause).getStatus())
                .isEqualTo(404);
    }
}
