package io.headway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real HTTP server on the loopback address that answers deliveries well or badly, as a test wants. Any thread. */
public final class WebhookReceiver implements AutoCloseable {
    private static final int ENDLESS_CHUNK_BYTES = 16_384;

    private final Vertx vertx = Vertx.vertx();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile Function<Delivery, Behaviour> behaviour = _ -> Behaviour.OK;

    /** How an attempt is answered. */
    public enum Behaviour {
        OK,
        /** Status 500. */
        FAIL,
        /** No answer at all. */
        STALL,
        /** The connection ends without an answer. */
        CLOSE,
        /** Status 302 to another path of this server. */
        REDIRECT,
        /** Status 200 and fewer bytes than announced, then the end of the connection. */
        SHORT,
        /** Status 200 and a body without end. */
        ENDLESS
    }

    /**
     * One attempt as it arrived.
     *
     * @param number of the attempt for its event and path, from 1
     */
    public record Delivery(String path, Map<String, String> headers, Buffer body, int number) {
        public JsonObject envelope() {
            return body.toJsonObject();
        }

        public String eventId() {
            return headers.get("headway-event-id");
        }

        public String vehicle() {
            return envelope().getJsonObject("data").getString("vehicle_id");
        }
    }

    public WebhookReceiver() throws Exception {
        server = Futures.await(
                vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on. */
    public void behave(Function<Delivery, Behaviour> wanted) {
        behaviour = wanted;
    }

    /** All attempts so far, in the order of their arrival. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** Those on one path. */
    public List<Delivery> deliveries(String path) {
        return deliveries.stream()
                .filter(delivery -> delivery.path().equals(path))
                .toList();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new ConcurrentHashMap<String, String>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            var key = request.path() + " " + headers.getOrDefault("headway-event-id", "");
            var number = attempts.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
            var delivery = new Delivery(request.path(), headers, body, number);
            deliveries.add(delivery);
            answer(request, behaviour.apply(delivery));
        });
    }

    private void answer(HttpServerRequest request, Behaviour wanted) {
        var response = request.response();
        switch (wanted) {
            case OK -> response.setStatusCode(204).end();
            case FAIL -> response.setStatusCode(500).end("no");
            case STALL -> {}
            case CLOSE -> request.connection().close();
            case REDIRECT ->
                response.setStatusCode(302)
                        .putHeader("Location", url("/elsewhere"))
                        .end();
            case SHORT ->
                response.putHeader("Content-Length", "1000")
                        .write("short")
                        .onComplete(_ -> request.connection().close());
            case ENDLESS -> {
                response.setChunked(true);
                pour(request, Buffer.buffer(new byte[ENDLESS_CHUNK_BYTES]));
            }
        }
    }

    private void pour(HttpServerRequest request, Buffer chunk) {
        request.response().write(chunk).onSuccess(_ -> pour(request, chunk));
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
