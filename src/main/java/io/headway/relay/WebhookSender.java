package io.headway.relay;

import io.headway.config.HeadwayConfig;
import io.headway.model.Event;
import io.headway.protocol.json.EventJson;
import io.headway.store.WebhookQueue.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/**
 * Owned by the dispatcher's loop. Makes one attempt to deliver an event: a POST of its envelope, signed, to the very address that was found
 * to be allowed. A receiver may answer slowly, wrongly, for ever or not at all: after the deadline the attempt is over, and of a body no
 * more is read than keeps a connection usable.
 */
final class WebhookSender {
    private static final int MAX_ANSWER_BYTES = 65_536;
    private static final int MAX_ERROR_CHARS = 200;
    /** Webhooks of several workspaces may lead to one host; the dispatcher bounds what is under way to each of them. */
    private static final int MAX_CONNECTIONS_PER_RECEIVER = 1_024;

    private static final int KEEP_ALIVE_S = 15;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Vertx vertx;
    private final long timeoutMs;
    private final ReceiverAddresses addresses;
    private final HttpClient client;

    WebhookSender(Vertx vertx, HeadwayConfig.Webhooks settings) {
        this.vertx = vertx;
        this.timeoutMs = settings.timeoutMs();
        this.addresses = new ReceiverAddresses(vertx, settings.allowPrivateAddresses());
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(settings.timeoutMs())
                        .setKeepAliveTimeout(KEEP_ALIVE_S)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS_PER_RECEIVER));
    }

    /** @param detail for people: what was answered or went wrong */
    record Answer(WebhookOutcome outcome, String detail) {}

    /** Never fails; completes within the deadline. */
    Future<Answer> send(Delivery delivery, Event event) {
        return new Attempt(delivery, event).run();
    }

    /** Breaks off what is under way. */
    Future<Void> close() {
        return client.close().transform(_ -> addresses.close());
    }

    /** One attempt. Owned by the dispatcher's loop. */
    private final class Attempt {
        private final Promise<Answer> answer = Promise.promise();
        private final Delivery delivery;
        private final Event event;
        private final URI uri;
        private HttpClientRequest request;
        private WebhookOutcome outcome = WebhookOutcome.TIMED_OUT;
        private String detail;
        private int answerBytes;

        Attempt(Delivery delivery, Event event) {
            this.delivery = delivery;
            this.event = event;
            this.uri = URI.create(delivery.url());
            this.detail = "no answer within " + timeoutMs + " ms";
        }

        Future<Answer> run() {
            var timer = vertx.setTimer(timeoutMs, _ -> breakOff());
            addresses
                    .find(uri.getHost(), delivery.attempt())
                    .compose(this::request)
                    .compose(this::post)
                    .compose(this::read)
                    .onComplete(end -> {
                        if (end.failed() && outcome == WebhookOutcome.TIMED_OUT) {
                            fail(end.cause());
                        }
                        finish();
                    });
            return answer.future().onComplete(_ -> vertx.cancelTimer(timer));
        }

        private Future<HttpClientRequest> request(InetAddress address) {
            var secure = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
            var port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
            var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return client.request(new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                    .setHost(uri.getHost())
                    .setPort(port)
                    .setSsl(secure)
                    .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                    .setFollowRedirects(false));
        }

        private Future<HttpClientResponse> post(HttpClientRequest opened) {
            request = opened;
            if (answer.future().isComplete()) {
                // The deadline passed while the connection was made.
                return opened.reset().compose(_ -> Future.failedFuture("too late"));
            }
            var body = EventJson.envelope(event);
            var timestampS = Math.floorDiv(System.currentTimeMillis(), 1_000L);
            return opened.putHeader("Content-Type", "application/json")
                    .putHeader("User-Agent", "Headway-Webhooks/1")
                    .putHeader("Headway-Event-Id", event.id().toString())
                    .putHeader("Headway-Event-Type", event.type().wireName())
                    .putHeader("Headway-Timestamp", Long.toString(timestampS))
                    .putHeader("Headway-Signature", WebhookSignature.of(delivery.secret(), timestampS, body))
                    .send(body);
        }

        /** The status decides; the body is read to its end only to use the connection again. */
        private Future<Void> read(HttpClientResponse response) {
            var status = response.statusCode();
            outcome = status / 100 == 2
                    ? WebhookOutcome.DELIVERED
                    : status / 100 == 3 ? WebhookOutcome.REDIRECTED : WebhookOutcome.REFUSED;
            detail = "status " + status;
            response.handler(this::count);
            return response.end();
        }

        private void count(Buffer chunk) {
            answerBytes += chunk.length();
            if (answerBytes > MAX_ANSWER_BYTES) {
                breakOff();
            }
        }

        private void fail(Throwable cause) {
            outcome = cause instanceof ReceiverAddresses.Forbidden
                    ? WebhookOutcome.FORBIDDEN
                    : WebhookOutcome.UNREACHABLE;
            var text = cause.toString();
            detail = text.substring(0, Math.min(text.length(), MAX_ERROR_CHARS));
        }

        private void breakOff() {
            finish();
            if (request != null) {
                request.reset();
            }
        }

        private void finish() {
            answer.tryComplete(new Answer(outcome, detail));
        }
    }
}
