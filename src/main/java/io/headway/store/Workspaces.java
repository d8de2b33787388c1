package io.headway.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Workspaces known by name to the code, and those that are not known yet. Any thread. */
public final class Workspaces {

    /**
     * The default workspace, made by migration V2: the tenant of devices that register themselves and of installations that have only
     * one.
     */
    public static final UUID DEFAULT_ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private Workspaces() {}

    /** Makes a workspace that only tokens have named so far. */
    static Future<?> ensure(SqlConnection connection, UUID workspaceId) {
        return connection
                .preparedQuery("insert into workspaces (id, name) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(workspaceId, workspaceId.toString()));
    }
}
