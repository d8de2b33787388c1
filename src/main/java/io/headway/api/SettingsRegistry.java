package io.headway.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * What a workspace has set otherwise than the configuration, of the form of {@code WorkspaceSettings} in the contract. Futures complete on
 * the calling context and fail only when the database cannot be reached or does not answer in time.
 */
public interface SettingsRegistry {

    /** Empty when it has set nothing. */
    Future<JsonObject> get(UUID workspaceId);

    /** Puts them in place of those it had. */
    Future<JsonObject> put(UUID workspaceId, JsonObject settings);
}
