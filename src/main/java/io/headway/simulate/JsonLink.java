package io.headway.simulate;

import io.headway.model.Fix;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A phone's connection: JSON over {@code /ws/tracking}. Owned by the event loop that calls {@link #connect}. */
public final class JsonLink implements TrackerLink {
    private static final String PATH = "/ws/tracking";
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private static final long ACK_TIMEOUT_MS = 30_000;
    private static final int MAX_BATCH = 100;

    private final WebSocketClient client;
    private final String host;
    private final int port;
    private final UUID vehicleId;
    private final Function<UUID, String> tokens;
    private final Set<Long> outstanding = new HashSet<>();
    private WebSocket socket;
    private Promise<Delivery> waiting;
    private long nextSeq = 1;
    private int acknowledged;
    private int refused;

    /**
     * @param client shared by the links of a fleet; closed by its owner
     * @param tokens gives a driver's or device's token for the vehicle; asked at each connecting, since tokens expire
     */
    public JsonLink(WebSocketClient client, String host, int port, UUID vehicleId, Function<UUID, String> tokens) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.vehicleId = vehicleId;
        this.tokens = tokens;
    }

    @Override
    public Future<Void> connect() {
        return Future.succeededFuture(vehicleId)
                .map(tokens)
                .compose(token -> client.connect(options(token)))
                .onSuccess(this::listen)
                .mapEmpty();
    }

    @Override
    public Future<Delivery> send(List<Fix> fixes) {
        var promise = Promise.<Delivery>promise();
        waiting = promise;
        acknowledged = 0;
        refused = 0;
        outstanding.clear();
        for (var fix : fixes) {
            outstanding.add(nextSeq);
            socket.writeTextMessage(message(fix, nextSeq)).onFailure(promise::tryFail);
            nextSeq++;
        }
        return promise.future().timeout(ACK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public int maxBatch() {
        return MAX_BATCH;
    }

    @Override
    public Future<Void> close() {
        return socket == null ? Future.succeededFuture() : socket.close().otherwiseEmpty();
    }

    private WebSocketConnectOptions options(String token) {
        return new WebSocketConnectOptions()
                .setHost(host)
                .setPort(port)
                .setURI(PATH)
                .setTimeout(CONNECT_TIMEOUT_MS)
                .addHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }

    private void listen(WebSocket connected) {
        socket = connected;
        socket.textMessageHandler(this::received);
        socket.exceptionHandler(lost -> fail("connection of " + vehicleId + " lost: " + lost.getMessage()));
        socket.closeHandler(closed -> fail(
                "connection of " + vehicleId + " closed: " + socket.closeStatusCode() + " " + socket.closeReason()));
    }

    private void received(String text) {
        var answer = new JsonObject(text);
        var seq = answer.getLong("seq");
        switch (answer.getString("type", "")) {
            case "ack" -> settle(seq, true);
            case "error" -> {
                if (seq == null || passing(answer.getString("code"))) {
                    fail(answer.getString("code") + ": " + answer.getString("message"));
                    socket.close();
                } else {
                    settle(seq, false);
                }
            }
            default -> {
                // A later version of the engine may say more than a sender needs to know.
            }
        }
    }

    /** Whether the same record may be accepted later: then it is kept, and sent again. */
    private static boolean passing(String code) {
        return "UNAVAILABLE".equals(code) || "RATE_LIMITED".equals(code);
    }

    private void settle(Long seq, boolean stored) {
        if (!outstanding.remove(seq)) {
            return;
        }
        acknowledged += stored ? 1 : 0;
        refused += stored ? 0 : 1;
        if (outstanding.isEmpty() && waiting != null) {
            var done = waiting;
            waiting = null;
            done.tryComplete(new Delivery(acknowledged, refused));
        }
    }

    private void fail(String reason) {
        if (waiting != null) {
            waiting.tryFail(reason);
            waiting = null;
        }
    }

    private String message(Fix fix, long seq) {
        var message = new JsonObject()
                .put("type", "position_update")
                .put("vehicle_id", vehicleId.toString())
                .put("lat", fix.latitude())
                .put("lng", fix.longitude())
                .put("timestamp", fix.recordedAtMs())
                .put("seq", seq);
        put(message, "altitude", fix.altitudeM());
        put(message, "speed", fix.speedKmh());
        put(message, "heading", fix.headingDeg());
        put(message, "accuracy", fix.accuracyM());
        if (fix.satellites() >= 0) {
            message.put("satellites", fix.satellites());
        }
        return message.put("attributes", new JsonObject(fix.attributes())).encode();
    }

    private static void put(JsonObject message, String name, float value) {
        if (!Float.isNaN(value)) {
            message.put(name, value);
        }
    }
}
