package io.headway.app;

import io.headway.api.SettingsRegistry;
import io.headway.store.Database;
import io.headway.store.WorkspaceSettings;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** The API's settings of a workspace, from the database. Any thread. */
final class StoredSettings implements SettingsRegistry {
    private final WorkspaceSettings settings;

    StoredSettings(Database database) {
        settings = new WorkspaceSettings(database);
    }

    @Override
    public Future<JsonObject> get(UUID workspaceId) {
        return settings.get(workspaceId);
    }

    @Override
    public Future<JsonObject> put(UUID workspaceId, JsonObject wanted) {
        return settings.put(workspaceId, wanted);
    }
}
