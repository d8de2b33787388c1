package io.headway.api;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The webhooks of a workspace. Futures complete on the calling context and fail only when the database cannot be reached or does not answer
 * in time.
 */
public interface WebhookRegistry {

    /**
     * Webhooks in the order of their ids.
     *
     * @param after only those with a greater id; empty from the start
     * @param limit most to return, at least 1
     */
    Future<List<WebhookView>> list(UUID workspaceId, Optional<UUID> after, int limit);

    Future<Optional<WebhookView>> find(UUID workspaceId, UUID id);

    /** @param wanted with an address and types; without a secret one is made */
    Future<Outcome> create(UUID workspaceId, Wanted wanted);

    /** @param wanted what is null stays as it is */
    Future<Outcome> change(UUID workspaceId, UUID id, Wanted wanted);

    /** False when there is none. */
    Future<Boolean> delete(UUID workspaceId, UUID id);

    /**
     * What was given up, in the order of the events' sequence.
     *
     * @param after only those behind this sequence; 0 from the start
     */
    Future<List<DeadLetterView>> deadLetters(UUID workspaceId, UUID id, long after, int limit);

    /** Queues what was given up again, the oldest first; how much of it. */
    Future<Integer> replay(UUID workspaceId, UUID id);

    /** What a webhook is to be. */
    record Wanted(String url, List<String> types, String secret, Boolean enabled) {}

    /** What became of a wish. */
    sealed interface Outcome {
        /** @param secret the only time that it is told */
        record Created(WebhookView webhook, String secret) implements Outcome {}

        record Changed(WebhookView webhook) implements Outcome {}

        record NoSuchWebhook() implements Outcome {}

        /** The workspace has as many as it may. */
        record TooMany() implements Outcome {}

        /** @param path as in an error's details */
        record Invalid(String path, String problem) implements Outcome {}
    }
}
