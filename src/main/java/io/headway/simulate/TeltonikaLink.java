package io.headway.simulate;

import io.headway.model.Fix;
import io.headway.protocol.teltonika.TeltonikaCodec;
import io.headway.protocol.teltonika.TeltonikaEncoder;
import io.headway.protocol.teltonika.TeltonikaEncoder.AvlRecord;
import io.headway.protocol.teltonika.TeltonikaEncoder.IoValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Teltonika tracker's connection: IMEI, packets of codec 8 Extended, the count that comes back as acknowledgement. Owned by the event loop
 * that calls {@link #connect}.
 */
public final class TeltonikaLink implements TrackerLink {
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private static final long ACK_TIMEOUT_MS = 30_000;

    /** A packet of so many records stays below the 1,280 bytes that the vendor's devices send at most. */
    private static final int MAX_BATCH = 15;

    private final NetClient client;
    private final String host;
    private final int port;
    private final String imei;
    private NetSocket socket;
    private Buffer answer = Buffer.buffer();
    private int answerBytes;
    private Promise<Integer> waiting;

    /** @param client shared by the links of a fleet; closed by its owner */
    public TeltonikaLink(NetClient client, String host, int port, String imei) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.imei = imei;
    }

    @Override
    public Future<Void> connect() {
        return client.connect(port, host)
                .onSuccess(this::listen)
                .compose(connected -> request(TeltonikaEncoder.login(imei), 1))
                .timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .compose(accepted -> accepted == 1
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture("device " + imei + " is refused"))
                .onFailure(lost -> close());
    }

    @Override
    public Future<Delivery> send(List<Fix> fixes) {
        var records = new ArrayList<AvlRecord>(fixes.size());
        for (var fix : fixes) {
            records.add(new AvlRecord(fix, 0, 0, elements(fix.attributes())));
        }
        return request(TeltonikaEncoder.packetOf(TeltonikaCodec.CODEC_8_EXTENDED, records), Integer.BYTES)
                .timeout(ACK_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .compose(count -> count == fixes.size()
                        ? Future.succeededFuture(new Delivery(count, 0))
                        : Future.failedFuture("sent " + fixes.size() + " records, " + count + " acknowledged"));
    }

    @Override
    public int maxBatch() {
        return MAX_BATCH;
    }

    @Override
    public Future<Void> close() {
        return socket == null ? Future.succeededFuture() : socket.close().otherwiseEmpty();
    }

    private void listen(NetSocket connected) {
        socket = connected;
        socket.handler(this::received);
        socket.exceptionHandler(lost -> fail("connection of " + imei + " lost: " + lost.getMessage()));
        socket.closeHandler(closed -> fail("connection of " + imei + " closed"));
    }

    /** @return the answer as a number of {@code bytes} bytes, high byte first */
    private Future<Integer> request(Buffer message, int bytes) {
        var promise = Promise.<Integer>promise();
        waiting = promise;
        answerBytes = bytes;
        answer = Buffer.buffer();
        socket.write(message).onFailure(promise::tryFail);
        return promise.future();
    }

    private void received(Buffer data) {
        answer.appendBuffer(data);
        if (answer.length() > answerBytes || waiting == null) {
            fail("more was answered to " + imei + " than was asked");
            socket.close();
        } else if (answer.length() == answerBytes) {
            var done = waiting;
            waiting = null;
            done.tryComplete(answerBytes == 1 ? answer.getUnsignedByte(0) : answer.getInt(0));
        }
    }

    private void fail(String reason) {
        if (waiting != null) {
            waiting.tryFail(reason);
            waiting = null;
        }
    }

    /** The attributes that a {@link SimulatedVehicle} has, as the vendor's I/O elements. */
    private static List<IoValue> elements(String attributes) {
        var json = new JsonObject(attributes);
        var elements = new ArrayList<IoValue>();
        flag(elements, 239, json.getBoolean("ignition"));
        flag(elements, 240, json.getBoolean("motion"));
        thousandths(elements, 66, json.getDouble("power_v"));
        thousandths(elements, 67, json.getDouble("battery_v"));
        var odometerM = json.getLong("odometer_m");
        if (odometerM != null) {
            elements.add(new IoValue(16, 4, odometerM));
        }
        return elements;
    }

    private static void flag(List<IoValue> elements, int id, Boolean value) {
        if (value != null) {
            elements.add(new IoValue(id, 1, value ? 1 : 0));
        }
    }

    private static void thousandths(List<IoValue> elements, int id, Double value) {
        if (value != null) {
            elements.add(new IoValue(id, 2, Math.round(value * 1_000)));
        }
    }
}
