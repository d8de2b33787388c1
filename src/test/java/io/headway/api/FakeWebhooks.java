package io.headway.api;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The webhooks of one workspace in memory, three at most, each with one dead letter. Owned by the server's event loop. */
final class FakeWebhooks implements WebhookRegistry {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Map<UUID, WebhookView> webhooks = new TreeMap<>();
    volatile RuntimeException fault;

    void webhook(UUID id) {
        webhooks.put(id, new WebhookView(id, "https://example.com/", List.of("*"), true, NOON, NOON));
    }

    @Override
    public Future<List<WebhookView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return answer(own(workspaceId).values().stream()
                .filter(webhook -> after.isEmpty() || webhook.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList());
    }

    @Override
    public Future<Optional<WebhookView>> find(UUID workspaceId, UUID id) {
        return answer(Optional.ofNullable(own(workspaceId).get(id)));
    }

    @Override
    public Future<Outcome> create(UUID workspaceId, Wanted wanted) {
        if (wanted.url().startsWith("http:")) {
            return answer(new Outcome.Invalid("body/url", "does not begin with https://"));
        }
        if (webhooks.size() == 3) {
            return answer(new Outcome.TooMany());
        }
        var id = UUID.randomUUID();
        var created = new WebhookView(id, wanted.url(), wanted.types(), true, NOON, NOON);
        webhooks.put(id, created);
        return answer(new Outcome.Created(created, "only-told-once-0123456789"));
    }

    @Override
    public Future<Outcome> change(UUID workspaceId, UUID id, Wanted wanted) {
        var old = own(workspaceId).get(id);
        if (old == null) {
            return answer(new Outcome.NoSuchWebhook());
        }
        var changed = new WebhookView(
                id,
                Optional.ofNullable(wanted.url()).orElse(old.url()),
                Optional.ofNullable(wanted.types()).orElse(old.types()),
                Optional.ofNullable(wanted.enabled()).orElse(old.enabled()),
                NOON,
                NOON);
        webhooks.put(id, changed);
        return answer(new Outcome.Changed(changed));
    }

    @Override
    public Future<Boolean> delete(UUID workspaceId, UUID id) {
        return answer(own(workspaceId).containsKey(id) && webhooks.remove(id) != null);
    }

    @Override
    public Future<List<DeadLetterView>> deadLetters(UUID workspaceId, UUID id, long after, int limit) {
        var event = new Event(id, EventType.VEHICLE_OFFLINE, workspaceId, id, null, NOON.toEpochMilli(), "{}");
        return answer(
                after >= 7
                        ? List.of()
                        : List.of(new DeadLetterView(new EventView(7, event), 3, null, NOON, "status 500")));
    }

    @Override
    public Future<Integer> replay(UUID workspaceId, UUID id) {
        return answer(1);
    }

    private Map<UUID, WebhookView> own(UUID workspaceId) {
        return workspaceId.equals(Fleet.OURS) ? webhooks : Map.of();
    }

    private <T> Future<T> answer(T value) {
        return fault == null ? Future.succeededFuture(value) : Future.failedFuture(fault);
    }
}
