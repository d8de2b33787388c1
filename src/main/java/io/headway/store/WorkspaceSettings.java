package io.headway.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/**
 * What a workspace has set otherwise than the configuration. Any thread. Futures complete on the caller's context and fail when the
 * database cannot be reached in time.
 */
public final class WorkspaceSettings {
    private final Statements statements;

    public WorkspaceSettings(Database database) {
        this.statements = database.statements();
    }

    /** Empty when it has set nothing. */
    public Future<JsonObject> get(UUID workspaceId) {
        return statements
                .run("select settings::text from workspaces where id = $1", Tuple.of(workspaceId))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new JsonObject(row.getString(0)))
                        .orElseGet(JsonObject::new));
    }

    /** Puts them in place of those it had. A workspace that only tokens have named so far is made. */
    public Future<JsonObject> put(UUID workspaceId, JsonObject settings) {
        return statements
                .run(
                        "insert into workspaces (id, name, settings) values ($1, $2, $3::text::jsonb)"
                                + " on conflict (id) do update set settings = excluded.settings returning settings::text",
                        Tuple.of(workspaceId, workspaceId.toString(), settings.encode()))
                .map(rows -> new JsonObject(rows.iterator().next().getString(0)));
    }
}
