package io.headway.store;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by the event loop it is deployed on. Hears what any node has changed in the tables that are kept in memory (LISTEN on
 * {@code headway_changes}; triggers of the schema notify), over a connection of its own that it opens again when it is lost.
 */
public final class ChangeFeed extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final String CHANNEL = "headway_changes";
    private static final long RECONNECT_MS = 1_000;
    private static final long LOOK_MS = 20_000;

    private final Database database;
    /** Few, and added while the engine starts. */
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private PgSubscriber subscriber;
    private boolean heardBefore;
    private long lookTimer;

    private record Listener(Set<String> tables, Consumer<Optional<UUID>> changed) {}

    public ChangeFeed(Database database) {
        this.database = database;
    }

    /**
     * Any thread. To be called before what is to be kept is loaded: a change while it is being loaded is then heard.
     *
     * @param changed called on the feed's loop with the workspace whose rows have changed; with none when the feed was cut off, so that
     *     anything may have. Must not block
     */
    public void onChange(Set<String> tables, Consumer<Optional<UUID>> changed) {
        listeners.add(new Listener(tables, changed));
    }

    /** Succeeds when changes are heard. */
    @Override
    public Future<?> start() {
        subscriber = PgSubscriber.subscriber(vertx, database.connectOptions()).reconnectPolicy(_ -> RECONNECT_MS);
        subscriber.channel(CHANNEL).handler(this::heard).subscribeHandler(_ -> {
            if (heardBefore) {
                LOG.info("changes are heard again; what happened meanwhile is loaded");
                listeners.forEach(listener -> listener.changed().accept(Optional.empty()));
            }
            heardBefore = true;
        });
        lookTimer = vertx.setPeriodic(LOOK_MS, _ -> look());
        return subscriber.connect();
    }

    /** A connection that a firewall has dropped looks as if nothing were changed: it is asked, and closed when it does not answer. */
    private void look() {
        var connection = subscriber.actualConnection();
        if (connection != null) {
            connection
                    .query("select 1")
                    .execute()
                    .timeout(LOOK_MS / 2, TimeUnit.MILLISECONDS)
                    .onFailure(failure -> {
                        LOG.warn("changes are perhaps not heard, the connection is made anew: {}", failure.toString());
                        connection
                                .close()
                                .onFailure(cause -> LOG.debug("closing a broken connection: {}", cause.toString()));
                    });
        }
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(lookTimer);
        return subscriber.close();
    }

    private void heard(String payload) {
        var space = payload.indexOf(' ');
        var table = payload.substring(0, space);
        var workspace = Optional.of(UUID.fromString(payload.substring(space + 1)));
        for (var listener : listeners) {
            if (listener.tables().contains(table)) {
                listener.changed().accept(workspace);
            }
        }
    }
}
