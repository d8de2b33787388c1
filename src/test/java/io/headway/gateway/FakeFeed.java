package io.headway.gateway;

import io.headway.protocol.json.ClientMessage;
import io.headway.protocol.json.JsonMessages;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Answers every subscription and notes what it was told. Any thread. */
final class FakeFeed implements LiveFeed {
    final Queue<String> events = new ConcurrentLinkedQueue<>();

    @Override
    public Subscriber open(ServerWebSocket socket, UUID workspaceId) {
        return subscriber(workspaceId.toString(), message -> socket.writeTextMessage(message.toString()));
    }

    @Override
    public Subscriber openForTrip(ServerWebSocket socket, UUID workspaceId) {
        return subscriber("for a trip " + workspaceId, message -> socket.writeTextMessage(message.toString()));
    }

    @Override
    public Subscriber open(JsonPeer peer, UUID workspaceId) {
        return subscriber(workspaceId.toString(), peer::send);
    }

    private Subscriber subscriber(String whose, Consumer<Buffer> out) {
        events.add("open " + whose);
        return new Subscriber() {
            @Override
            public void subscribe(ClientMessage.Subscribe request) {
                if (request.selection().trip() != null) {
                    events.add("trip " + request.selection().trip());
                }
                out.accept(JsonMessages.subscribed(request.id(), "e", 0, null));
            }

            @Override
            public void unsubscribe(String id) {
                out.accept(JsonMessages.unsubscribed(id));
            }

            @Override
            public void close() {
                events.add("close " + whose);
            }
        };
    }
}
