package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Source;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Phones and trackers over HTTP. */
class DeviceHttpGatewayTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private RunningGateways gateways;
    private Source van;
    private int port;

    @BeforeEach
    void start() throws Exception {
        gateways = new RunningGateways(RunningGateways.LIMITS);
        van = gateways.directory.device("van", 1);
        var gateway = new DeviceHttpGateway(
                new NamedLines(),
                new TcpGateway.Listener(RunningGateways.HOST, -1, 256, RunningGateways.MAX_BAD_FRAMES),
                gateways.ingress(),
                new GatewayMetrics(gateways.registry, "named_lines"));
        await(gateways.vertx.deployVerticle(gateway));
        port = gateway.port();
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        gateways.close();
    }

    private CompletableFuture<HttpResponse<String>> post(String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> answer(String body) throws Exception {
        return post(body).get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_request_is_answered_200_once_it_is_stored() throws Exception {
        var answer = post("van,fix,1");
        var taken = gateways.shards.next();
        assertThat(taken.submission().source()).isEqualTo(van);
        gateways.settle();
        assertThat(answer).isNotDone();

        taken.store();
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("fix,1\n");
    }

    @Test
    void an_unknown_device_is_answered_404() throws Exception {
        assertThat(answer("nobody,fix,1").statusCode()).isEqualTo(404);
        assertThat(answer("nobody,login,1").statusCode()).isEqualTo(404);
        assertThat(gateways.shards.unseen()).isZero();
    }

    @Test
    void a_request_that_cannot_be_read_or_names_nobody_is_answered_400() throws Exception {
        assertThat(answer("van,nonsense,1").statusCode()).isEqualTo(400);
        assertThat(answer(",fix,1").statusCode()).isEqualTo(400);
        assertThat(gateways.count("headway_frames_rejected_total", "protocol", "named_lines"))
                .isEqualTo(2);
    }

    @Test
    void a_query_that_cannot_be_read_is_answered_400() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /?id=%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(line).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void without_credits_or_database_the_app_is_told_to_come_again() throws Exception {
        gateways.shards.credits(0);
        var answer = answer("van,fix,1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");

        gateways.directory.unreachable();
        assertThat(answer("van,fix,1").statusCode()).isEqualTo(503);
    }

    @Test
    void too_long_a_body_is_answered_413() throws Exception {
        assertThat(answer("van,fix," + "1".repeat(256)).statusCode()).isEqualTo(413);
        assertThat(gateways.shards.unseen()).isZero();
    }
}
