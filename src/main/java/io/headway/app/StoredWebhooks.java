package io.headway.app;

import io.headway.api.DeadLetterView;
import io.headway.api.EventView;
import io.headway.api.WebhookRegistry;
import io.headway.api.WebhookView;
import io.headway.config.HeadwayConfig;
import io.headway.relay.WebhookRules;
import io.headway.store.Database;
import io.headway.store.Webhook;
import io.headway.store.Webhooks;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The webhooks of the REST API, kept in the database under the relay's rules. Any thread. */
final class StoredWebhooks implements WebhookRegistry {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    /** 256 bits, the size of the signature's hash. */
    private static final int SECRET_BYTES = 32;

    private final Webhooks webhooks;
    private final WebhookRules rules;
    private final int maxPerWorkspace;
    private final SecureRandom random = new SecureRandom();

    StoredWebhooks(Database database, HeadwayConfig.Webhooks settings) {
        this.webhooks = new Webhooks(database);
        this.rules = WebhookRules.of(settings);
        this.maxPerWorkspace = settings.maxPerWorkspace();
    }

    @Override
    public Future<List<WebhookView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
        return webhooks.list(workspaceId, after.orElse(BEFORE_ALL), limit)
                .map(found -> found.stream().map(StoredWebhooks::view).toList());
    }

    @Override
    public Future<Optional<WebhookView>> find(UUID workspaceId, UUID id) {
        return webhooks.find(workspaceId, id).map(found -> found.map(StoredWebhooks::view));
    }

    @Override
    public Future<Outcome> create(UUID workspaceId, Wanted wanted) {
        var invalid = problem(wanted);
        if (invalid.isPresent()) {
            return Future.succeededFuture(invalid.get());
        }
        var secret = wanted.secret() == null ? newSecret() : wanted.secret();
        var complete =
                new Webhooks.Wanted(wanted.url(), wanted.types(), secret, wanted.enabled() == null || wanted.enabled());
        return webhooks.create(workspaceId, complete, maxPerWorkspace)
                .map(created -> created.<Outcome>map(webhook -> new Outcome.Created(view(webhook), secret))
                        .orElseGet(Outcome.TooMany::new));
    }

    @Override
    public Future<Outcome> change(UUID workspaceId, UUID id, Wanted wanted) {
        var invalid = problem(wanted);
        if (invalid.isPresent()) {
            return Future.succeededFuture(invalid.get());
        }
        var changes = new Webhooks.Wanted(wanted.url(), wanted.types(), wanted.secret(), wanted.enabled());
        return webhooks.change(workspaceId, id, changes)
                .map(changed -> changed.<Outcome>map(webhook -> new Outcome.Changed(view(webhook)))
                        .orElseGet(Outcome.NoSuchWebhook::new));
    }

    @Override
    public Future<Boolean> delete(UUID workspaceId, UUID id) {
        return webhooks.delete(workspaceId, id);
    }

    @Override
    public Future<List<DeadLetterView>> deadLetters(UUID workspaceId, UUID id, long after, int limit) {
        return webhooks.deadLetters(workspaceId, id, after, limit)
                .map(found -> found.stream().map(StoredWebhooks::view).toList());
    }

    @Override
    public Future<Integer> replay(UUID workspaceId, UUID id) {
        return webhooks.replay(workspaceId, id);
    }

    private Optional<Outcome> problem(Wanted wanted) {
        var url = Optional.ofNullable(wanted.url()).flatMap(rules::urlProblem);
        if (url.isPresent()) {
            return Optional.of(new Outcome.Invalid("body/url", url.get()));
        }
        var types = wanted.types() == null ? List.<String>of() : wanted.types();
        for (var i = 0; i < types.size(); i++) {
            var problem = WebhookRules.typeProblem(types.get(i));
            if (problem.isPresent()) {
                return Optional.of(new Outcome.Invalid("body/types/" + i, problem.get()));
            }
        }
        return Optional.empty();
    }

    private String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static WebhookView view(Webhook webhook) {
        return new WebhookView(
                webhook.id(),
                webhook.url(),
                webhook.types(),
                webhook.enabled(),
                webhook.createdAt(),
                webhook.updatedAt());
    }

    private static DeadLetterView view(Webhooks.DeadLetter letter) {
        return new DeadLetterView(
                new EventView(letter.event().sequence(), letter.event().event()),
                letter.attempts(),
                letter.firstAttemptAt(),
                letter.deadAt(),
                letter.lastError());
    }
}
