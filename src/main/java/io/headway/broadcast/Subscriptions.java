package io.headway.broadcast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Owned by its subscriber's event loop. One connection's subscriptions by their ids, and the active ones by how they are served: that is
 * worked out when one comes or goes, not for each update.
 */
final class Subscriptions {
    private final Map<String, Subscription> byId = new LinkedHashMap<>();
    private Subscription[] active = {};
    private Subscription[] immediate = {};
    private Subscription[] ticking = {};
    private boolean wide;

    /** True when there is room for one of that id. */
    boolean hasRoom(String id, int max) {
        return byId.containsKey(id) || byId.size() < max;
    }

    void add(Subscription subscription) {
        byId.put(subscription.id(), subscription);
    }

    /** Null when there is none. */
    Subscription remove(String id) {
        return byId.remove(id);
    }

    /** @return false when another has its id by now */
    boolean remove(Subscription subscription) {
        return byId.remove(subscription.id(), subscription);
    }

    List<Subscription> removeAll() {
        var all = new ArrayList<>(byId.values());
        byId.clear();
        return all;
    }

    /** To be called when one has become active or has ended. */
    void sort() {
        active = byId.values().stream().filter(Subscription::active).toArray(Subscription[]::new);
        immediate = Arrays.stream(active).filter(Subscription::immediate).toArray(Subscription[]::new);
        ticking = Arrays.stream(active).filter(each -> !each.immediate()).toArray(Subscription[]::new);
        wide = Arrays.stream(active).anyMatch(Subscription::wide);
    }

    boolean anyActive() {
        return active.length > 0;
    }

    /** True when every update is to be sent as it comes. */
    boolean wide() {
        return wide;
    }

    /** Those that want each update as it comes. Not to be changed. */
    Subscription[] immediate() {
        return immediate;
    }

    /** Those that want the newest at intervals. Not to be changed. */
    Subscription[] ticking() {
        return ticking;
    }

    boolean want(Notice notice) {
        for (var subscription : active) {
            if (subscription.matches(notice)) {
                return true;
            }
        }
        return false;
    }

    void apply(Notice notice) {
        for (var subscription : active) {
            subscription.apply(notice);
        }
    }

    /** The highest offset, at most the one given, from which a client that resumes loses nothing that waits for a tick. */
    long resumable(long offset) {
        var lowest = offset;
        for (var subscription : ticking) {
            lowest = subscription.resumable(lowest);
        }
        return lowest;
    }

    /** One to which nothing more will come. */
    Optional<Subscription> over() {
        return Arrays.stream(active).filter(Subscription::over).findFirst();
    }
}
