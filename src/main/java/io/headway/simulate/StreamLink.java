package io.headway.simulate;

import io.headway.model.Fix;
import io.headway.protocol.DeviceEncoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tracker's connection over TCP, in whatever protocol its encoder speaks. Owned by the event loop that calls {@link #connect}. */
public final class StreamLink implements TrackerLink {
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private static final long ACK_TIMEOUT_MS = 30_000;

    private final NetClient client;
    private final String host;
    private final int port;
    private final String uniqueId;
    private final DeviceEncoder encoder;
    private final AnswerReader answers;
    private NetSocket socket;
    private int serial;

    /** @param client shared by the links of a fleet; closed by its owner */
    public StreamLink(NetClient client, String host, int port, String uniqueId, DeviceEncoder encoder) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.uniqueId = uniqueId;
        this.encoder = encoder;
        this.answers = new AnswerReader(encoder, uniqueId);
    }

    @Override
    public Future<Void> connect() {
        return client.connect(port, host)
                .onSuccess(this::listen)
                .compose(_ -> request(encoder.login(uniqueId), encoder.loginAnswers(), true))
                .timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onFailure(_ -> close());
    }

    @Override
    public Future<Delivery> send(List<Fix> fixes) {
        return request(encoder.report(uniqueId, ++serial, fixes), encoder.reportAnswers(fixes.size()), false)
                .timeout(ACK_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .map(_ -> new Delivery(fixes.size(), 0));
    }

    @Override
    public int maxBatch() {
        return encoder.maxFixes();
    }

    @Override
    public Future<Void> close() {
        return socket == null ? Future.succeededFuture() : socket.close().otherwiseEmpty();
    }

    private void listen(NetSocket connected) {
        socket = connected;
        socket.handler(bytes -> {
            if (!answers.take(bytes)) {
                socket.close();
            }
        });
        socket.exceptionHandler(lost -> answers.fail("connection of " + uniqueId + " lost: " + lost.getMessage()));
        socket.closeHandler(_ -> answers.fail("connection of " + uniqueId + " closed"));
    }

    private Future<Void> request(Buffer message, int count, boolean login) {
        if (message.length() == 0) {
            return Future.succeededFuture();
        }
        var answered = answers.expect(count, login);
        return socket.write(message).compose(_ -> answered);
    }
}
