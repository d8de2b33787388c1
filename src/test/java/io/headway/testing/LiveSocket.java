package io.headway.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the live channel that keeps what it is told until it is asked for. Owned by the test's thread. */
public final class LiveSocket implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final BlockingQueue<JsonObject> received;
    private final WebSocket socket;

    private LiveSocket(BlockingQueue<JsonObject> received, WebSocket socket) {
        this.received = received;
        this.socket = socket;
    }

    static LiveSocket open(HttpClient client, int port, String path, String token) {
        var received = new LinkedBlockingQueue<JsonObject>();
        var socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .connectTimeout(DEADLINE)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), new Listener(received))
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return new LiveSocket(received, socket);
    }

    /** Called by the client's threads, one at a time. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> received;
        private final StringBuilder parts = new StringBuilder();

        private Listener(BlockingQueue<JsonObject> received) {
            this.received = received;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                received.add(new JsonObject(parts.toString()));
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            received.add(
                    new JsonObject().put("type", "closed").put("status", status).put("reason", reason));
            return null;
        }
    }

    public void send(JsonObject message) {
        send(message.encode());
    }

    public void send(String message) {
        socket.sendText(message, true)
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Subscribes to all vehicles and returns once the engine has confirmed. */
    public void subscribe(boolean snapshot) throws InterruptedException {
        send(new JsonObject()
                .put("type", "subscribe")
                .put("id", "s1")
                .put("vehicles", "*")
                .put("snapshot", snapshot));
        next(ofType("subscribed"));
    }

    /** Messages of one of the types. */
    public static Predicate<JsonObject> ofType(String... types) {
        return message -> Set.of(types).contains(message.getString("type"));
    }

    /** The next message that is wanted; those before it are dropped. */
    public JsonObject next(Predicate<JsonObject> wanted) throws InterruptedException {
        var end = System.nanoTime() + DEADLINE.toNanos();
        List<JsonObject> others = new ArrayList<>();
        while (true) {
            var message = received.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("no such message within " + DEADLINE + ", but " + others);
            }
            if (wanted.test(message)) {
                return message;
            }
            others.add(message);
        }
    }

    /** The next message. */
    public JsonObject next() throws InterruptedException {
        return next(_ -> true);
    }

    /** All that has come and was not asked for. */
    public List<JsonObject> drain() {
        List<JsonObject> all = new ArrayList<>();
        received.drainTo(all);
        return all;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
