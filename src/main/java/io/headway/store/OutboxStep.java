package io.headway.store;

import io.headway.model.Event;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** What else happens in the transaction in which the {@link Outbox} hands on events: all of it once, or none. On the relay's loop. */
@FunctionalInterface
public interface OutboxStep {

    /**
     * @param connection within the transaction; a failed statement fails the transaction
     * @param events in order of their sequence, at least one
     * @return events that follow from these; they are put into the outbox in the same transaction and are handed on by one of the next
     */
    Future<List<Event>> apply(SqlConnection connection, List<Event> events);
}
