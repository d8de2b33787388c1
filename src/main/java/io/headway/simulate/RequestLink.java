package io.headway.simulate;

import io.headway.model.Fix;
import io.headway.protocol.DeviceEncoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A phone that sends each report as the body of a POST. Owned by the event loop that calls {@link #connect}. */
public final class RequestLink implements TrackerLink {
    private static final long ANSWER_TIMEOUT_MS = 30_000;
    private static final int OK = 200;

    private final HttpClient client;
    private final String host;
    private final int port;
    private final String uniqueId;
    private final DeviceEncoder encoder;
    private int serial;

    /** @param client shared by the links of a fleet; closed by its owner */
    public RequestLink(HttpClient client, String host, int port, String uniqueId, DeviceEncoder encoder) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.uniqueId = uniqueId;
        this.encoder = encoder;
    }

    /** There is no login: a connection is made with the first request. */
    @Override
    public Future<Void> connect() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Delivery> send(List<Fix> fixes) {
        var body = encoder.report(uniqueId, ++serial, fixes);
        return client.request(HttpMethod.POST, port, host, "/")
                .compose(request -> request.putHeader(HttpHeaders.CONTENT_TYPE, typeOf(body))
                        .send(body))
                .compose(response -> response.statusCode() == OK
                        ? response.end()
                        : Future.failedFuture(uniqueId + " is answered " + response.statusCode()))
                .timeout(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(_ -> new Delivery(fixes.size(), 0));
    }

    @Override
    public int maxBatch() {
        return encoder.maxFixes();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private static String typeOf(Buffer body) {
        return body.getByte(0) == '{' ? "application/json" : "application/x-www-form-urlencoded";
    }
}
