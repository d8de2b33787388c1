package io.headway.simulate;

import io.headway.model.Fix;
import io.headway.protocol.DeviceEncoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tracker over UDP, from a port of its own. Owned by the event loop that calls {@link #connect}. */
public final class DatagramLink implements TrackerLink {
    private static final long ACK_TIMEOUT_MS = 5_000;

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final String uniqueId;
    private final DeviceEncoder encoder;
    private final AnswerReader answers;
    private DatagramSocket socket;
    private int serial;

    public DatagramLink(Vertx vertx, String host, int port, String uniqueId, DeviceEncoder encoder) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.uniqueId = uniqueId;
        this.encoder = encoder;
        this.answers = new AnswerReader(encoder, uniqueId);
    }

    @Override
    public Future<Void> connect() {
        socket = vertx.createDatagramSocket();
        // The wildcard of the family that the engine's address has, so that the kernel chooses the way to it.
        return socket.handler(packet -> answers.take(packet.data()))
                .listen(0, host.contains(":") ? "::" : "0.0.0.0")
                .compose(_ -> request(encoder.login(uniqueId), encoder.loginAnswers(), true));
    }

    @Override
    public Future<Delivery> send(List<Fix> fixes) {
        return request(encoder.report(uniqueId, ++serial, fixes), encoder.reportAnswers(fixes.size()), false)
                .map(_ -> new Delivery(fixes.size(), 0));
    }

    @Override
    public int maxBatch() {
        return encoder.maxFixes();
    }

    @Override
    public Future<Void> close() {
        answers.fail("socket of " + uniqueId + " closed");
        return socket == null ? Future.succeededFuture() : socket.close().otherwiseEmpty();
    }

    private Future<Void> request(Buffer message, int count, boolean login) {
        if (message.length() == 0) {
            return Future.succeededFuture();
        }
        var answered = answers.expect(count, login);
        return socket.send(message, port, host).compose(_ -> answered).timeout(ACK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
}
