package io.headway.gateway;

import io.headway.model.Item;
import io.headway.model.Receipt;
import io.headway.model.Source;
import io.headway.model.StatusReport;
import io.headway.model.Submission;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.HttpProtocol;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by one event loop: phones and trackers of one protocol over HTTP, on a port of their own. Answers 200 once everything is durable,
 * 400 for what cannot be read, 404 for an unknown device, 413 for too long a body, and 503 with Retry-After when nothing can be taken now:
 * an app keeps what was not answered with 200, and sends it again.
 */
public final class DeviceHttpGateway extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceHttpGateway.class);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_S = "5";
    private static final long ANSWER_DEADLINE_MS = 20_000;

    private final HttpProtocol protocol;
    private final TcpGateway.Listener listener;
    private final Ingress ingress;
    private final GatewayMetrics metrics;
    private GatewayParts parts;
    private HttpServer server;

    /** What is answered. */
    private record Answer(int status, Buffer body) {
        static Answer of(int status, String text) {
            return new Answer(status, Buffer.buffer(text));
        }
    }

    public DeviceHttpGateway(
            HttpProtocol protocol, TcpGateway.Listener listener, Ingress ingress, GatewayMetrics metrics) {
        this.protocol = protocol;
        this.listener = listener;
        this.ingress = ingress;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        parts = ingress.partsFor(context, metrics);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(listener.host())
                        .setHttp2ClearTextEnabled(false)
                        .setPort(listener.port())
                        .setTcpNoDelay(true)
                        .setIdleTimeout(Math.toIntExact(parts.limits().idleTimeoutMs()))
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectionHandler(this::admit)
                .requestHandler(this::serve);
        return server.listen();
    }

    /** The port in use, once started. */
    public int port() {
        return server.actualPort();
    }

    private void admit(HttpConnection connection) {
        var address = connection.remoteAddress().hostAddress();
        if (!parts.admission().enter(address)) {
            metrics.closed(GatewayMetrics.CloseReason.LIMIT);
            connection.close();
            return;
        }
        metrics.opened();
        connection.closeHandler(_ -> {
            metrics.ended();
            parts.admission().leave(address);
        });
    }

    private void serve(HttpServerRequest request) {
        var body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= listener.maxFrameBytes()) {
                body.appendBuffer(part);
                if (body.length() > listener.maxFrameBytes()) {
                    answer(request, Answer.of(TOO_LARGE, "the body is too long"));
                }
            }
        });
        request.endHandler(_ -> {
            if (body.length() <= listener.maxFrameBytes()) {
                take(request, body).onComplete(taken -> answer(request, taken.result()));
            }
        });
    }

    /** Never fails. */
    private Future<Answer> take(HttpServerRequest request, Buffer body) {
        return handle(decode(request, body)).recover(failure -> {
            LOG.debug("{} request not taken: {}", protocol.name(), failure.toString());
            return Future.succeededFuture(Answer.of(UNAVAILABLE, "cannot be taken now"));
        });
    }

    private Frame decode(HttpServerRequest request, Buffer body) {
        try {
            return protocol.decode(
                    message(request, body), new Arrival(false, parts.clock().millis()));
        } catch (IllegalArgumentException unreadable) {
            return new Frame.Rejected(FrameFault.MALFORMED, "the query cannot be read");
        } catch (RuntimeException fault) {
            LOG.error("the decoder of {} fails", protocol.name(), fault);
            return new Frame.Rejected(FrameFault.MALFORMED, "the decoder fails");
        }
    }

    private Future<Answer> handle(Frame frame) {
        return switch (frame) {
            case Frame.Positions positions -> {
                metrics.received(positions.fixes().size());
                yield store(positions.uniqueId(), parts.validated(positions.fixes()), positions.ack());
            }
            case Frame.Status status ->
                store(
                        status.uniqueId(),
                        List.of(new StatusReport(status.reportedAtMs(), status.attributes())),
                        _ -> status.reply());
            case Frame.Heartbeat heartbeat ->
                heartbeat.uniqueId() == null
                        ? Future.succeededFuture(new Answer(OK, heartbeat.reply()))
                        : store(
                                heartbeat.uniqueId(),
                                List.of(new StatusReport(parts.clock().millis(), "{}")),
                                _ -> heartbeat.reply());
            case Frame.Login login ->
                parts.devices()
                        .find(login.uniqueId(), protocol.name())
                        .map(found -> found.isPresent()
                                ? new Answer(OK, login.accepted())
                                : new Answer(NOT_FOUND, login.refused()));
            case Frame.Rejected rejected -> {
                metrics.fault(rejected.reason());
                yield Future.succeededFuture(
                        rejected.reply() == null
                                ? Answer.of(BAD_REQUEST, rejected.detail())
                                : new Answer(BAD_REQUEST, rejected.reply()));
            }
        };
    }

    private Future<Answer> store(String uniqueId, List<Item> items, Function<Receipt, Buffer> acknowledgement) {
        if (uniqueId == null) {
            metrics.fault(FrameFault.NOT_LOGGED_IN);
            return Future.succeededFuture(Answer.of(BAD_REQUEST, "the request does not say which device sends it"));
        }
        return parts.devices()
                .find(uniqueId, protocol.name())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Answer.of(NOT_FOUND, "no such device"))
                        : offer(found.get(), items).map(receipt -> new Answer(OK, acknowledgement.apply(receipt))));
    }

    private Future<Receipt> offer(Source source, List<Item> items) {
        var receipt = Promise.<Receipt>promise();
        if (!parts.ingest().offer(new Submission(source, items, System.nanoTime(), receipt::tryComplete))) {
            return Future.failedFuture("no credits");
        }
        return receipt.future().onSuccess(metrics::settled).timeout(ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS);
    }

    private static HttpProtocol.Request message(HttpServerRequest request, Buffer body) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (var name : request.params().names()) {
            query.put(name, request.params().getAll(name));
        }
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        return new HttpProtocol.Request(request.method().name(), request.path(), query, headers, body);
    }

    private void answer(HttpServerRequest request, Answer answer) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, answer.status() == OK ? protocol.answerType() : "text/plain");
        if (answer.status() == UNAVAILABLE) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
        }
        if (answer.status() == TOO_LARGE) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.end(answer.body() == null ? Buffer.buffer() : answer.body())
                .onFailure(cause -> LOG.debug("answer not sent: {}", cause.toString()));
    }
}
