package io.headway.broadcast;

import io.headway.app.ByReference;
import io.headway.config.HeadwayConfig;
import io.headway.model.Backlog;
import io.headway.model.Event;
import io.headway.model.EventBatch;
import io.headway.model.Position;
import io.headway.model.PositionBatch;
import io.headway.model.RouteProgress;
import io.headway.model.RouteProgressBatch;
import io.headway.protocol.json.ClientMessage;
import io.headway.protocol.json.JsonMessageDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The live feed behind a real WebSocket server on the loopback; the first path element is the workspace. Test thread. */
final class Feed {
    static final Live SETTINGS = new Live(1_000, 60_000, 100_000, 262_144, 15_000, 50, 4, 1_000);

    private static final long DEADLINE_S = 10;
    /** A workspace with one vehicle of that name. */
    private static final UUID PROBE = new UUID(99, 99);

    final Backlog backlog = new Backlog(1_000_000);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final HttpServer server;
    private Client probe;
    private int probes;

    record Live(
            int historySize,
            long resumeWindowMs,
            int maxBacklog,
            int maxSubscriberBufferBytes,
            long slowCloseMs,
            int maxRateHz,
            int maxSubscriptions,
            int maxWaitingEvents)
            implements HeadwayConfig.Live {}

    Feed(Live settings, FeedSources sources) throws Exception {
        ByReference.install(vertx);
        var verticle =
                new BroadcastVerticle(settings, 10_000, backlog, sources, new BroadcastMetrics(registry, backlog));
        await(vertx.deployVerticle(verticle));
        var broadcast = new Broadcast(vertx, verticle, 25_000);
        server = await(vertx.createHttpServer()
                .webSocketHandler(socket -> serve(broadcast, settings, socket))
                .listen(0, "127.0.0.1"));
    }

    /** A path that ends in {@code /trip} is that of a socket for one trip. */
    private static void serve(Broadcast broadcast, Live settings, ServerWebSocket socket) {
        var sink = new WebSocketSink(socket, settings.maxSubscriberBufferBytes());
        var path = socket.path().split("/", -1);
        var workspace = UUID.fromString(path[1]);
        var session = path.length > 2 ? broadcast.openForTrip(sink, workspace) : broadcast.open(sink, workspace);
        socket.closeHandler(_ -> session.close());
        socket.textMessageHandler(text -> {
            var json = new JsonObject(text);
            if (json.containsKey("unsubscribe")) {
                session.unsubscribe(json.getString("unsubscribe"));
            } else {
                session.subscribe((ClientMessage.Subscribe)
                        JsonMessageDecoder.decode(json.put("type", "subscribe").toBuffer()));
            }
        });
    }

    void publish(Position... positions) {
        backlog.sent(positions.length);
        vertx.eventBus().send(PositionBatch.LIVE_ADDRESS, new PositionBatch(List.of(positions)));
    }

    void publish(Event... events) {
        vertx.eventBus().publish(EventBatch.ADDRESS, new EventBatch(List.of(events)));
    }

    void publish(RouteProgress... progress) {
        vertx.eventBus().publish(RouteProgressBatch.ADDRESS, new RouteProgressBatch(List.of(progress)));
    }

    /** As {@link #publish}, and what is told next comes behind it: the bus keeps the order within an address only. */
    void tell(Position... positions) throws Exception {
        publish(positions);
        settle();
    }

    void tell(Event... events) throws Exception {
        publish(events);
        settle();
    }

    /** Positions and events that were published before have been handed to the subscribers' event loops. */
    private void settle() throws Exception {
        if (probe == null) {
            probe = connect(PROBE);
            probe.subscribe("{\"id\":\"probe\"}");
        }
        probes++;
        publish(Drive.position(PROBE, PROBE, probes));
        publish(Events.overspeed(PROBE, PROBE, probes, 0, 0));
        probe.next();
        probe.next();
    }

    Client connect(UUID workspace) throws Exception {
        return connect("/" + workspace);
    }

    Client connectForTrip(UUID workspace) throws Exception {
        return connect("/" + workspace + "/trip");
    }

    private Client connect(String path) throws Exception {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.actualPort())
                .setURI(path);
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
