package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A phone or dashboard over a WebSocket or over lines. Test thread; every wait has a deadline. */
final class JsonClient {
    /** What {@link #closeCode} gives where the transport has no codes. */
    static final int NO_CODE = -1;

    private static final long DEADLINE_S = 10;

    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private Transport transport;

    private interface Transport {
        Future<Void> send(String text);
    }

    private JsonClient() {}

    /** Clients of one test, on a Vert.x of their own. Held by the test: Vert.x closes a client that nobody refers to. */
    static final class Side {
        private final Vertx vertx = Vertx.vertx();
        private final WebSocketClient sockets = vertx.createWebSocketClient();
        private final NetClient lines = vertx.createNetClient();

        JsonClient webSocket(int port, UnaryOperator<WebSocketConnectOptions> options) throws Exception {
            var client = new JsonClient();
            var to = new WebSocketConnectOptions()
                    .setHost(RunningGateways.HOST)
                    .setPort(port)
                    .setURI("/ws/tracking");
            await(sockets.connect(options.apply(to)).onSuccess(client::listen));
            return client;
        }

        JsonClient lines(int port) throws Exception {
            var client = new JsonClient();
            await(lines.connect(port, RunningGateways.HOST).onSuccess(client::listen));
            return client;
        }

        void close() throws Exception {
            await(vertx.close());
        }
    }

    private void listen(WebSocket socket) {
        transport = socket::writeTextMessage;
        socket.textMessageHandler(text -> messages.add(new JsonObject(text)));

        socket.closeHandler(_ -> closed.complete(
                socket.closeStatusCode() == null
                        ? NO_CODE
                        : socket.closeStatusCode().intValue()));
    }

    private void listen(NetSocket socket) {
        transport = text -> socket.write(text + "\n");
        socket.handler(RecordParser.newDelimited("\n", (Buffer line) -> messages.add(line.toJsonObject())));
        socket.closeHandler(_ -> closed.complete(NO_CODE));
    }

    void send(String json) throws Exception {
        await(transport.send(json));
    }

    JsonObject next() throws Exception {
        var message = messages.poll(DEADLINE_S, TimeUnit.SECONDS);
        assertThat(message).as("a message within %d s", DEADLINE_S).isNotNull();
        return message;
    }

    void expectError(String code) throws Exception {
        expectError(code, null);
    }

    void expectError(String code, Long seq) throws Exception {
        var error = next();
        assertThat(error.getString("type")).as(error.encode()).isEqualTo("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank();
        assertThat(error.getLong("seq")).isEqualTo(seq);
    }

    void expectAck(long seq) throws Exception {
        assertThat(next()).isEqualTo(new JsonObject().put("type", "ack").put("seq", seq));
    }

    int received() {
        return messages.size();
    }

    /** Waits for the close that the server began. */
    int closeCode() throws Exception {
        return closed.get(DEADLINE_S, TimeUnit.SECONDS);
    }

    boolean isClosed() {
        return closed.isDone();
    }
}
