package io.headway.gateway;

import io.headway.protocol.json.ClientMessage;
import io.vertx.core.http.ServerWebSocket;
import java.util.UUID;

/** Where the messages of a subscriber go. Called on the connection's event loop. */
public interface LiveFeed {

    /** The socket may subscribe to vehicles of this workspace, and to no others. */
    Subscriber open(ServerWebSocket socket, UUID workspaceId);

    /** The same for a socket that is there for one trip: it is closed when the trip ends or cannot be subscribed to. */
    Subscriber openForTrip(ServerWebSocket socket, UUID workspaceId);

    /** The same for a peer that is no WebSocket. */
    Subscriber open(JsonPeer peer, UUID workspaceId);

    /** One connection's subscriptions. */
    interface Subscriber {
        void subscribe(ClientMessage.Subscribe request);

        void unsubscribe(String id);

        void close();
    }
}
