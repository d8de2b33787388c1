package io.headway.broadcast;

import io.headway.protocol.json.ClientMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/**
 * Owned by its subscriber's event loop; what the verticle reads of it is final. One thing a client has asked for, with the updates that
 * wait for its next tick: the newest of each vehicle.
 */
final class Subscription {
    private static final long MAX_PERIOD_MS = 86_400_000;

    private final UUID workspaceId;
    private final ClientMessage.Subscribe request;
    private final Filter filter;
    private final long periodMs;
    private final boolean wide;
    private final Subscriber subscriber;
    private final LinkedHashMap<UUID, Update> waiting = new LinkedHashMap<>();
    private long lastTickMs = Long.MIN_VALUE / 2;
    private long timerId = -1;
    private boolean active;
    private boolean ended;
    private Wanted wanted;

    /** @param batchRateHz ticks a second of a batch subscription that names no rate */
    Subscription(UUID workspaceId, ClientMessage.Subscribe request, Subscriber subscriber, int batchRateHz) {
        this.workspaceId = workspaceId;
        this.request = request;
        this.subscriber = subscriber;
        filter = Filter.of(request.selection());
        wanted = new Wanted(filter, null);
        var rateHz = request.rateHz() == 0 && request.batch() ? batchRateHz : request.rateHz();
        // A rate next to nothing is an interval beyond what a long and a timer can count.
        periodMs = rateHz == 0 ? 0 : Math.clamp(Math.round(1_000 / rateHz), 1, MAX_PERIOD_MS);
        wide = immediate() && filter.everything() && !scoped();
    }

    UUID workspaceId() {
        return workspaceId;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    String id() {
        return request.id();
    }

    /** True when its scope must be known before it can begin. */
    boolean scoped() {
        return request.selection().geofence() != null || request.selection().trip() != null;
    }

    Filter filter() {
        return filter;
    }

    ClientMessage.Selection selection() {
        return request.selection();
    }

    boolean snapshot() {
        return request.snapshot();
    }

    boolean batch() {
        return request.batch();
    }

    /** Null when the client did not ask to resume. */
    ClientMessage.Resume resume() {
        return request.resume();
    }

    /** True when each update is sent as it comes. */
    boolean immediate() {
        return periodMs == 0;
    }

    /** True when every update of the workspace is sent as it comes. */
    boolean wide() {
        return wide;
    }

    boolean matches(Update update) {
        return wanted.matches(update.position());
    }

    boolean matches(Notice notice) {
        return wanted.matches(notice.about());
    }

    /** The notice has been dealt with. */
    void apply(Notice notice) {
        if (wanted.scope() != null) {
            wanted.scope().apply(notice.about());
        }
    }

    /** True when nothing more will come, because what it is to has ended. */
    boolean over() {
        return active && wanted.scope() != null && wanted.scope().over();
    }

    /** True from the verticle's answer until the end. */
    boolean active() {
        return active;
    }

    /** @param scope null when it has none */
    void activate(Scope scope) {
        active = true;
        wanted = new Wanted(filter, scope);
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
        active = false;
        waiting.clear();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** @return true when an older update of the vehicle was passed over */
    boolean await(Update update) {
        // Removed first, so that the order stays that of the offsets.
        var older = waiting.remove(update.position().vehicleId());
        waiting.put(update.position().vehicleId(), update);
        return older != null;
    }

    /** An offset up to which nothing waits; {@code offset} when nothing does. */
    long resumable(long offset) {
        return waiting.isEmpty()
                ? offset
                : Math.min(offset, waiting.firstEntry().getValue().offset() - 1);
    }

    /** Takes all that waits, in order of offsets. */
    List<Update> takeWaiting() {
        var taken = new ArrayList<>(waiting.values());
        waiting.clear();
        return taken;
    }

    /** Milliseconds until this subscription may send again; 0 or less when it may now. */
    long dueInMs(long nowMs) {
        return lastTickMs + periodMs - nowMs;
    }

    void ticked(long nowMs) {
        lastTickMs = nowMs;
    }

    /** The one-shot timer of the next tick; -1 when none runs. */
    long timerId() {
        return timerId;
    }

    void timerId(long id) {
        timerId = id;
    }
}
