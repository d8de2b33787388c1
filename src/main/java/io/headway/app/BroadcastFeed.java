package io.headway.app;

import io.headway.broadcast.Broadcast;
import io.headway.broadcast.LiveMessage;
import io.headway.broadcast.LiveSession;
import io.headway.broadcast.LiveSink;
import io.headway.broadcast.WebSocketSink;
import io.headway.gateway.JsonPeer;
import io.headway.gateway.LiveFeed;
import io.headway.protocol.json.ClientMessage;
import io.vertx.core.http.ServerWebSocket;
import java.util.UUID;

/**
 * Joins the gateways' sockets to the broadcast stage.
 *
 * @param maxBufferBytes waiting for one subscriber before its updates are conflated
 */
record BroadcastFeed(Broadcast broadcast, int maxBufferBytes) implements LiveFeed {

    @Override
    public Subscriber open(ServerWebSocket socket, UUID workspaceId) {
        return new Joined(broadcast.open(new WebSocketSink(socket, maxBufferBytes), workspaceId));
    }

    @Override
    public Subscriber openForTrip(ServerWebSocket socket, UUID workspaceId) {
        return new Joined(broadcast.openForTrip(new WebSocketSink(socket, maxBufferBytes), workspaceId));
    }

    @Override
    public Subscriber open(JsonPeer peer, UUID workspaceId) {
        return new Joined(broadcast.open(new PeerSink(peer), workspaceId));
    }

    private record Joined(LiveSession session) implements Subscriber {
        @Override
        public void subscribe(ClientMessage.Subscribe request) {
            session.subscribe(request);
        }

        @Override
        public void unsubscribe(String id) {
            session.unsubscribe(id);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private record PeerSink(JsonPeer peer) implements LiveSink {
        @Override
        public void send(LiveMessage message) {
            peer.send(message.buffer());
        }

        @Override
        public boolean full() {
            return peer.full();
        }

        @Override
        public void drainHandler(Runnable drained) {
            peer.onDrain(drained);
        }

        /** TCP has no message for it; the idle timeout ends dead connections. */
        @Override
        public void ping() {}

        @Override
        public void close(int code, String reason) {
            peer.close(code, reason);
        }
    }
}
