package io.headway.broadcast;

import io.headway.app.ByReference;
import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.protocol.json.ClientMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The live feed behind a real WebSocket server on the loopback; the first path element is the workspace. Test thread. */
final class Feed {
    static final Live SETTINGS = new Live(1_000, 60_000, 100_000, 262_144, 15_000, 50, 4);

    private static final long DEADLINE_S = 10;

    final Backlog backlog = new Backlog(1_000_000);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final HttpServer server;

    record Live(
            int historySize,
            long resumeWindowMs,
            int maxBacklog,
            int maxSubscriberBufferBytes,
            long slowCloseMs,
            int maxRateHz,
            int maxSubscriptions)
            implements HeadwayConfig.Live {}

    Feed(Live settings, Function<UUID, Future<List<Position>>> lastKnown) throws Exception {
        ByReference.install(vertx);
        var verticle =
                new BroadcastVerticle(settings, 10_000, backlog, lastKnown, new BroadcastMetrics(registry, backlog));
        await(vertx.deployVerticle(verticle));
        var broadcast = new Broadcast(vertx, verticle, 25_000);
        server = await(vertx.createHttpServer()
                .webSocketHandler(socket -> serve(broadcast, settings, socket))
                .listen(0, "127.0.0.1"));
    }

    private static void serve(Broadcast broadcast, Live settings, ServerWebSocket socket) {
        var session = broadcast.open(
                new WebSocketSink(socket, settings.maxSubscriberBufferBytes()),
                UUID.fromString(socket.path().substring(1)));
        socket.closeHandler(_ -> session.close());
        socket.textMessageHandler(text -> {
            var json = new JsonObject(text);
            if (json.containsKey("unsubscribe")) {
                session.unsubscribe(json.getString("unsubscribe"));
            } else {
                session.subscribe(subscribe(json));
            }
        });
    }

    private static ClientMessage.Subscribe subscribe(JsonObject json) {
        var vehicles = json.getJsonArray("vehicles", new JsonArray()).stream()
                .map(id -> UUID.fromString((String) id))
                .toList();
        var box = json.getJsonArray("bbox");
        var resume = json.getJsonObject("resume");
        return new ClientMessage.Subscribe(
                json.getString("id"),
                vehicles.isEmpty(),
                vehicles,
                box == null
                        ? null
                        : new ClientMessage.BoundingBox(
                                box.getDouble(0), box.getDouble(1), box.getDouble(2), box.getDouble(3)),
                json.getBoolean("snapshot", false),
                json.getDouble("rate_hz", 0.0),
                json.getBoolean("batch", false),
                resume == null ? null : new ClientMessage.Resume(resume.getString("epoch"), resume.getLong("offset")));
    }

    void publish(Position... positions) {
        backlog.sent(positions.length);
        vertx.eventBus().send(PositionBatch.LIVE_ADDRESS, new PositionBatch(List.of(positions)));
    }

    Client connect(UUID workspace) throws Exception {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.actualPort())
                .setURI("/" + workspace);
        var connected = new CompletableFuture<Client>();
        client.connect(options)
                .onSuccess(socket -> connected.complete(new Client(socket)))
                .onFailure(connected::completeExceptionally);
        return connected.get(DEADLINE_S, TimeUnit.SECONDS);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(DEADLINE_S, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        await(vertx.close());
    }

    /** A dashboard. */
    static final class Client {
        final WebSocket socket;
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();

        /** On the socket's event loop, before its first message is read. */
        Client(WebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> messages.add(new JsonObject(text)));
            socket.closeHandler(_ -> closed.complete(socket.closeStatusCode().intValue()));
        }

        /** Sends the request and gives the answer. */
        JsonObject subscribe(String json) throws Exception {
            send(json);
            return next();
        }

        void send(String json) throws Exception {
            await(socket.writeTextMessage(json));
        }

        JsonObject next() throws Exception {
            var message = messages.poll(DEADLINE_S, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message within " + DEADLINE_S + " s");
            }
            return message;
        }

        int received() {
            return messages.size();
        }

        /** The step of the next {@code vehicle_moved}. */
        int nextStep() throws Exception {
            var message = next();
            if (!"vehicle_moved".equals(message.getString("type"))) {
                throw new AssertionError("not a move: " + message);
            }
            return step(message);
        }

        static int step(JsonObject moved) {
            return moved.getInteger("speed");
        }
    }
}
