package io.headway.simulate;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens as the engine does and keeps what it acknowledged; can be told to misbehave. Its collections may be read from any thread. */
final class FakeEngine {
    final Map<String, List<Fix>> teltonikaFixes = new ConcurrentHashMap<>();
    final Map<String, List<JsonObject>> jsonMessages = new ConcurrentHashMap<>();
    final Set<String> refusedDevices = ConcurrentHashMap.newKeySet();

    /** So many packets or messages are left without an answer, and their connection is closed. */
    final AtomicInteger breaks = new AtomicInteger();

    /** Sequence numbers that are answered with an error. */
    final Set<Long> refusedSeqs = ConcurrentHashMap.newKeySet();

    /** So many messages are answered with an error that passes. */
    final AtomicInteger unavailable = new AtomicInteger();

    final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final TeltonikaProtocol protocol = new TeltonikaProtocol();
    private final NetServer tcp;
    private final HttpServer http;

    FakeEngine(Vertx vertx) throws Exception {
        tcp = vertx.createNetServer().connectHandler(this::device);
        tcp.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
        http = vertx.createHttpServer().webSocketHandler(this::phone);
        http.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    }

    int teltonikaPort() {
        return tcp.actualPort();
    }

    int httpPort() {
        return http.actualPort();
    }

    private static boolean takeOne(AtomicInteger count) {
        return count.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private void device(NetSocket socket) {
        var session = new Object() {
            private Buffer rest = Buffer.buffer();
            private String imei;
        };
        socket.handler(data -> {
            session.rest.appendBuffer(data);
            while (true) {
                var loggedIn = session.imei != null;
                var length = protocol.frameLength(session.rest, 0, session.rest.length(), loggedIn);
                if (length <= 0 || length > session.rest.length()) {
                    return;
                }
                var frame = protocol.decode(session.rest, 0, length, new Arrival(loggedIn, 0));
                session.rest = session.rest.getBuffer(length, session.rest.length());
                switch (frame) {
                    case Frame.Login login -> {
                        if (refusedDevices.contains(login.uniqueId())) {
                            socket.write(login.refused());
                            socket.close();
                            return;
                        }
                        session.imei = login.uniqueId();
                        socket.write(login.accepted());
                    }
                    case Frame.Positions positions -> {
                        if (takeOne(breaks)) {
                            socket.close();
                            return;
                        }
                        teltonikaFixes
                                .computeIfAbsent(session.imei, key -> new CopyOnWriteArrayList<>())
                                .addAll(positions.fixes());
                        socket.write(positions
                                .ack()
                                .apply(Receipt.allStored(positions.fixes().size())));
                    }
                    case Frame.Heartbeat heartbeat -> faults.add("heartbeat");
                    case Frame.Status status -> faults.add("status");
                    case Frame.Rejected rejected -> faults.add(rejected.detail());
                }
            }
        });
    }

    private void phone(ServerWebSocket socket) {
        var token = socket.headers().get("Authorization");
        if (!"/ws/tracking".equals(socket.path()) || token == null) {
            faults.add(socket.path() + " with token " + token);
            socket.close((short) 1008);
            return;
        }
        socket.textMessageHandler(text -> {
            var message = new JsonObject(text);
            var seq = message.getLong("seq");
            if (takeOne(breaks)) {
                socket.close();
            } else if (takeOne(unavailable)) {
                socket.writeTextMessage(error("UNAVAILABLE", seq));
            } else if (refusedSeqs.contains(seq)) {
                socket.writeTextMessage(error("in_future", seq));
            } else {
                jsonMessages
                        .computeIfAbsent(token, key -> new CopyOnWriteArrayList<>())
                        .add(message);
                socket.writeTextMessage(
                        new JsonObject().put("type", "ack").put("seq", seq).encode());
            }
        });
    }

    private static String error(String code, long seq) {
        return new JsonObject()
                .put("type", "error")
                .put("code", code)
                .put("message", "the reason")
                .put("seq", seq)
                .encode();
    }
}
