package io.headway.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a workspace's rows in memory, for whoever cannot ask the database per position. Owned by one event loop, which loads; {@link
 * #of} may be called by any thread. A change is loaded at once; changes that come while one is being loaded are loaded together after it.
 * While the database cannot be reached the old copy stays, and loading is tried again.
 *
 * @param <T> immutable
 */
public final class WorkspaceCopies<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceCopies.class);
    private static final long RETRY_MS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final String what;
    private final Supplier<Future<? extends Collection<UUID>>> workspaces;
    private final Function<UUID, Future<T>> loader;
    private final T none;
    private final AtomicReference<Map<UUID, T>> copies = new AtomicReference<>(Map.of());
    /** Workspaces that are being loaded; true when they have changed again since. */
    private final Map<UUID, Boolean> loading = new HashMap<>();

    /**
     * @param what for the log
     * @param workspaces those that have rows now
     * @param loader loads one; its future may complete on any context
     * @param none the copy of a workspace without rows
     */
    public WorkspaceCopies(
            Vertx vertx,
            String what,
            Supplier<Future<? extends Collection<UUID>>> workspaces,
            Function<UUID, Future<T>> loader,
            T none) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.what = what;
        this.workspaces = workspaces;
        this.loader = loader;
        this.none = none;
    }

    /** Any thread; costs one volatile read and a look-up. */
    public T of(UUID workspaceId) {
        return copies.get().getOrDefault(workspaceId, none);
    }

    /** Any thread. Succeeds when all workspaces are loaded; fails when one cannot be. */
    public Future<Void> loadAll() {
        return Future.future(loaded -> context.runOnContext(_ -> workspaces
                .get()
                .compose(found -> Future.all(found.stream().map(this::load).toList()))
                .<Void>mapEmpty()
                .onComplete(loaded)));
    }

    /**
     * Any thread.
     *
     * @param workspaceId the one that has changed; none when any may have
     */
    public void changed(Optional<UUID> workspaceId) {
        context.runOnContext(_ -> workspaceId.ifPresentOrElse(this::reload, this::reloadAll));
    }

    private void reloadAll() {
        workspaces
                .get()
                .onSuccess(found -> {
                    // Those that have none any more too.
                    copies.get().keySet().forEach(this::reload);
                    found.forEach(this::reload);
                })
                .onFailure(failure -> tryAgain(Optional.empty(), failure));
    }

    private void reload(UUID workspaceId) {
        if (loading.computeIfPresent(workspaceId, (_, _) -> true) == null) {
            load(workspaceId).onFailure(failure -> tryAgain(Optional.of(workspaceId), failure));
        }
    }

    private void tryAgain(Optional<UUID> workspaceId, Throwable failure) {
        LOG.warn(
                "{} of {} cannot be loaded, next try in {} ms: {}",
                what,
                workspaceId.map(id -> "workspace " + id).orElse("all workspaces"),
                RETRY_MS,
                failure.toString());
        vertx.setTimer(RETRY_MS, _ -> changed(workspaceId));
    }

    private Future<Void> load(UUID workspaceId) {
        loading.put(workspaceId, false);
        return Future.<T>future(promise -> loader.apply(workspaceId)
                        .onComplete(loaded -> context.runOnContext(_ -> promise.handle(loaded))))
                .onSuccess(value -> put(workspaceId, value))
                .eventually(() -> {
                    if (loading.remove(workspaceId)) {
                        reload(workspaceId);
                    }
                    return Future.succeededFuture();
                })
                .mapEmpty();
    }

    private void put(UUID workspaceId, T value) {
        var after = new HashMap<>(copies.get());
        after.put(workspaceId, value);
        copies.set(after);
    }
}
