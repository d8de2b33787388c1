package io.headway.app;

import static io.headway.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.protocol.Protocols;
import io.headway.security.Role;
import io.headway.store.Workspaces;
import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device that has no fix, from its socket to what the API says of its vehicle. */
@Timeout(60)
class StatusReportIT {
    private static final String WATCH = "8800000015";

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void a_heartbeat_refreshes_last_seen_and_attributes_and_not_the_position() throws Exception {
        var before = Instant.now();
        try (var engine = RunningEngine.start(DATABASE.urlText(), Map.of());
                var client = HttpClient.newHttpClient();
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), engine.engine().tcpPort("watch"))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("[3G*" + WATCH + "*000D*LK,50,100,84]").getBytes(StandardCharsets.US_ASCII));
            var answer = Buffer.buffer();
            var in = new DataInputStream(socket.getInputStream());
            while (Protocols.byName().get("watch").encoder().answerLength(answer, 0, answer.length(), true) == 0) {
                answer.appendByte(in.readByte());
            }
            assertThat(answer).hasToString("[3G*" + WATCH + "*0002*LK]");

            var vehicle = new String[1];
            eventually("the device is registered", Duration.ofSeconds(10), () -> {
                DATABASE.rows(
                        "select vehicle_id from devices where unique_id = '" + WATCH + "'",
                        row -> vehicle[0] = row.getString(1));
                return vehicle[0] != null;
            });
            var token = engine.token(Role.OPERATOR, Workspaces.DEFAULT_ID, Set.of(), Set.of());
            var status = new JsonObject[1];
            eventually("the status is told", Duration.ofSeconds(10), () -> {
                var request = HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + engine.httpPort() + "/api/v1/vehicles/" + vehicle[0] + "/status"))
                        .header("Authorization", "Bearer " + token)
                        .build();
                status[0] = new JsonObject(
                                client.send(request, BodyHandlers.ofString()).body())
                        .getJsonObject("data");
                return status[0].getString("last_seen_at") != null;
            });

            assertThat(status[0].getBoolean("online")).isTrue();
            assertThat(Instant.parse(status[0].getString("last_seen_at")))
                    .isAfterOrEqualTo(before.minusSeconds(1))
                    .isBeforeOrEqualTo(Instant.now().plusSeconds(1));
            assertThat(status[0].getJsonObject("attributes").getInteger("battery_pct"))
                    .isEqualTo(84);
            assertThat(DATABASE.value("select count(*) from positions")).isEqualTo("0");
        }
    }
}
