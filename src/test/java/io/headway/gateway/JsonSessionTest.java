package io.headway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.security.Role;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session does whatever carries it: every test runs over a WebSocket and over lines. */
@ParameterizedClass
@EnumSource
class JsonSessionTest {
    enum Carrier {
        WEBSOCKET,
        JSON_LINES;

        String protocol() {
            return this == WEBSOCKET ? "websocket" : "json_lines";
        }
    }

    @Parameter
    Carrier carrier;

    private RunningGateways gateways;
    private JsonClient.Side clientSide;
    private int port;
    private UUID ours;
    private UUID theirs;

    @BeforeEach
    void start() throws Exception {
        clientSide = new JsonClient.Side();
        start(60_000);
    }

    private void start(long authDeadlineMs) throws Exception {
        if (gateways != null) {
            gateways.close();
        }
        gateways = new RunningGateways(RunningGateways.LIMITS.withLoginDeadlineMs(authDeadlineMs));
        ours = gateways.directory.vehicle(FakeDirectory.OURS, 1);
        theirs = gateways.directory.vehicle(FakeDirectory.THEIRS, 9);
        port = carrier == Carrier.JSON_LINES
                ? gateways.jsonLines()
                : gateways.webSocket(RunningGateways.SOCKETS.withAuthDeadlineMs(authDeadlineMs));
    }

    @AfterEach
    void stop() throws Exception {
        clientSide.close();
        gateways.close();
    }

    private JsonClient connected() throws Exception {
        return carrier == Carrier.JSON_LINES ? clientSide.lines(port) : clientSide.webSocket(port, options -> options);
    }

    private JsonClient admitted(String token) throws Exception {
        var client = connected();
        client.send(auth(token));
        return client;
    }

    private JsonClient driver() throws Exception {
        return admitted(gateways.token(Role.DRIVER, ours));
    }

    private static String auth(String token) {
        return new JsonObject().put("type", "auth").put("token", token).encode();
    }

    private static JsonObject position(UUID vehicle, long seq) {
        var json = new JsonObject()
                .put("type", "position_update")
                .put("lat", 52.5)
                .put("lng", 13.4)
                .put("speed", seq)
                .put("timestamp", Instant.now().toString())
                .put("seq", seq);
        return vehicle == null ? json : json.put("vehicle_id", vehicle.toString());
    }

    private void expectPolicyClose(JsonClient client) throws Exception {
        assertThat(client.closeCode()).isEqualTo(carrier == Carrier.WEBSOCKET ? 1008 : JsonClient.NO_CODE);
        gateways.until("connection is gone", () -> gateways.connections(carrier.protocol()) == 0);
    }

    @Test
    void a_vehicle_of_another_workspace_is_refused_even_when_the_token_names_it() throws Exception {
        var client = admitted(gateways.token(Role.DRIVER, ours, theirs));
        client.send(position(theirs, 7).encode());

        client.expectError("NOT_FOUND", 7L);
        expectPolicyClose(client);
        assertThat(gateways.shards.unseen()).isZero();
    }

    @Test
    void a_subscriber_is_joined_to_the_workspace_of_its_token() throws Exception {
        var client = admitted(gateways.token(Role.OPERATOR));
        client.send("{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":\"*\"}");
        assertThat(client.next().getString("id")).isEqualTo("s1");
        client.send("{\"type\":\"unsubscribe\",\"id\":\"s1\"}");
        assertThat(client.next().getString("type")).isEqualTo("unsubscribed");

        assertThat(gateways.feed.events).containsExactly("open " + FakeDirectory.OURS);
        clientSide.close();
        gateways.until("left", () -> gateways.feed.events.contains("close " + FakeDirectory.OURS));
        clientSide = new JsonClient.Side();
    }

    @Test
    void a_position_is_acknowledged_with_its_number_after_the_receipt() throws Exception {
        var client = driver();
        client.send(position(ours, 41).encode());
        var taken = gateways.shards.next();
        assertThat(taken.submission().source().workspaceId()).isEqualTo(FakeDirectory.OURS);
        assertThat(taken.vehicle()).isEqualTo(ours);
        gateways.settle();
        assertThat(client.received()).isZero();

        taken.store();
        client.expectAck(41);
    }

    @Test
    void a_token_of_one_vehicle_need_not_name_it() throws Exception {
        var client = driver();
        client.send(position(null, 1).encode());

        assertThat(gateways.shards.next().vehicle()).isEqualTo(ours);
    }

    @Test
    void a_token_of_two_vehicles_must_name_one() throws Exception {
        gateways.shards.storeAtOnce();
        var client = admitted(gateways.token(Role.DRIVER, ours, gateways.directory.vehicle(FakeDirectory.OURS, 2)));
        client.send(position(null, 1).encode());
        client.expectError("VALIDATION_ERROR", 1L);
        client.send(position(ours, 2).encode());
        client.expectAck(2);
    }

    @Test
    void a_driver_may_send_for_its_own_vehicles_only() throws Exception {
        var client = driver();
        client.send(
                position(gateways.directory.vehicle(FakeDirectory.OURS, 2), 3).encode());

        client.expectError("FORBIDDEN", 3L);
        expectPolicyClose(client);
        assertThat(gateways.shards.unseen()).isZero();
    }

    @Test
    void an_operator_may_not_send() throws Exception {
        var client = admitted(gateways.token(Role.OPERATOR));
        client.send(position(null, 3).encode());

        client.expectError("FORBIDDEN", 3L);
        expectPolicyClose(client);
    }

    @Test
    void a_driver_may_not_subscribe() throws Exception {
        var client = driver();
        client.send("{\"type\":\"subscribe\",\"id\":\"s1\",\"vehicles\":\"*\"}");

        client.expectError("FORBIDDEN");
        expectPolicyClose(client);
        assertThat(gateways.feed.events).isEmpty();
    }

    @Test
    void a_viewer_may_follow_its_own_trip_and_nothing_else() throws Exception {
        var trip = new UUID(5, 1);
        for (var other : new String[] {
            "\"trip\":\"" + new UUID(5, 2) + "\"", "\"vehicles\":\"*\"", "\"geofence\":\"" + trip + "\""
        }) {
            var client = admitted(gateways.viewerToken(trip));
            client.send("{\"type\":\"subscribe\",\"id\":\"t1\",\"trip\":\"" + trip + "\"}");
            assertThat(client.next().getString("id")).isEqualTo("t1");
            assertThat(gateways.feed.events).contains("trip " + trip);

            client.send("{\"type\":\"subscribe\",\"id\":\"s1\"," + other + "}");
            client.expectError("FORBIDDEN");
            expectPolicyClose(client);
        }
        assertThat(gateways.feed.events).doesNotContain("trip " + new UUID(5, 2));
    }

    @Test
    void a_viewer_may_do_neither() throws Exception {
        var client = admitted(gateways.token(Role.VIEWER));

        client.expectError("FORBIDDEN");
        expectPolicyClose(client);
    }

    @Test
    void a_false_token_is_refused() throws Exception {
        var client = admitted("nobody");

        client.expectError("UNAUTHORIZED");
        expectPolicyClose(client);
    }

    @Test
    void nothing_may_come_before_the_token() throws Exception {
        var client = connected();
        client.send(position(ours, 1).encode());

        client.expectError("UNAUTHORIZED");
        expectPolicyClose(client);
    }

    @Test
    void one_that_sends_no_token_is_closed_at_the_deadline() throws Exception {
        start(100);
        var client = connected();

        client.expectError("UNAUTHORIZED");
        expectPolicyClose(client);
    }

    @Test
    void the_connection_ends_when_the_token_does() throws Exception {
        gateways.shards.storeAtOnce();
        var client = admitted(gateways.token(Duration.ofMillis(700), Role.DRIVER, ours));
        client.send(position(ours, 1).encode());
        client.expectAck(1);

        client.expectError("UNAUTHORIZED");
        expectPolicyClose(client);
        assertThat(gateways.count("headway_connections_closed_total", "reason", "token_expired"))
                .isEqualTo(1);
    }

    @Test
    void a_token_of_another_subject_cannot_take_the_connection_over() throws Exception {
        var client = driver();
        client.send(auth(gateways.token(Role.DRIVER, ours)));

        client.expectError("FORBIDDEN");
        expectPolicyClose(client);
    }

    @Test
    void a_rejected_position_is_answered_with_reason_and_number_and_the_connection_lives() throws Exception {
        gateways.shards.storeAtOnce();
        var client = driver();
        client.send(position(ours, 1).put("lat", 91).encode());
        client.expectError("out_of_range", 1L);
        client.send(position(ours, 2).encode());
        client.expectAck(2);
    }

    @Test
    void what_is_not_json_is_answered_and_the_connection_lives() throws Exception {
        gateways.shards.storeAtOnce();
        var client = driver();
        client.send("{\"type\":");
        client.expectError("VALIDATION_ERROR");
        client.send("{\"type\":\"fly\",\"seq\":5}");
        client.expectError("VALIDATION_ERROR", 5L);
        client.send(position(ours, 2).encode());
        client.expectAck(2);
    }

    @Test
    void a_message_as_long_as_allowed_is_read() throws Exception {
        gateways.shards.storeAtOnce();
        var client = driver();
        client.send(padded(RunningGateways.MAX_MESSAGE_BYTES));
        client.expectAck(1);
    }

    @Test
    void a_longer_message_ends_only_its_own_connection() throws Exception {
        gateways.shards.storeAtOnce();
        var good = driver();
        var bad = driver();
        bad.send(padded(RunningGateways.MAX_MESSAGE_BYTES + 1));
        bad.closeCode();
        assertThat(bad.received()).isZero();

        good.send(position(ours, 1).encode());
        good.expectAck(1);
        gateways.until("one is left", () -> gateways.connections(carrier.protocol()) == 1);
    }

    private String padded(int bytes) {
        var json = position(ours, 1).put("note", "").encode();
        return position(ours, 1).put("note", "x".repeat(bytes - json.length())).encode();
    }

    @Test
    void messages_sent_in_a_burst_keep_their_order_through_the_look_ups() throws Exception {
        gateways.shards.storeAtOnce();
        var second = gateways.directory.vehicle(FakeDirectory.OURS, 2);
        var client = admitted(gateways.token(Role.DRIVER, ours, second));
        for (var seq = 0; seq < 100; seq++) {
            client.send(position(seq % 2 == 0 ? ours : second, seq).encode());
        }
        for (var seq = 0; seq < 100; seq++) {
            client.expectAck(seq);
            assertThat(gateways.shards.next().step()).isEqualTo(seq);
        }
    }

    @Test
    void without_credits_nothing_is_handled_and_nothing_is_lost() throws Exception {
        gateways.shards.storeAtOnce();
        gateways.shards.credits(1);
        var client = driver();
        for (var seq = 0; seq < 50; seq++) {
            client.send(position(ours, seq).encode());
        }
        client.expectAck(0);
        gateways.until("paused", () -> gateways.count("headway_connections_paused_total") == 1);
        gateways.settle();
        assertThat(gateways.count("headway_positions_received_total")).isEqualTo(2);
        assertThat(client.received()).isZero();

        gateways.shards.credits(Integer.MAX_VALUE);
        for (var seq = 1; seq < 50; seq++) {
            client.expectAck(seq);
        }
    }

    @Test
    void a_vehicle_that_cannot_be_looked_up_is_not_acknowledged() throws Exception {
        gateways.directory.unreachable();
        var client = driver();
        client.send(position(ours, 1).encode());

        client.expectError("UNAVAILABLE", 1L);
        assertThat(client.closeCode()).isEqualTo(carrier == Carrier.WEBSOCKET ? 1013 : JsonClient.NO_CODE);
        assertThat(gateways.shards.unseen()).isZero();
    }

    @Test
    void the_fourth_connection_that_sends_for_a_vehicle_closes_the_oldest() throws Exception {
        gateways.shards.storeAtOnce();
        var oldest = driver();
        oldest.send(position(ours, 0).encode());
        oldest.expectAck(0);
        for (var i = 1; i <= 3; i++) {
            var next = driver();
            next.send(position(ours, i).encode());
            next.expectAck(i);
        }
        oldest.closeCode();
        gateways.until("three are left", () -> gateways.connections(carrier.protocol()) == 3);
    }
}
