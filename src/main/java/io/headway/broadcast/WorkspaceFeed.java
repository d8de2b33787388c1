package io.headway.broadcast;

import io.headway.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Owned by the broadcast verticle. One workspace's last-known updates and the event loops that listen to it. */
final class WorkspaceFeed {
    private final UUID workspaceId;
    /** The vehicle heard from longest ago first. */
    private final Map<UUID, Last> lastByVehicle = new LinkedHashMap<>(16, 0.75f, true);

    private final List<Listener> listeners = new ArrayList<>();
    private List<Update> moved = new ArrayList<>();
    private List<Notice> noticed = new ArrayList<>();
    private int wide;
    private boolean loaded;
    private boolean recording;
    private long recordedAfter;
    private long idleSinceMs;

    private static final class Last {
        private Update update;
    }

    private static final class Listener {
        private final SubscriberLane lane;
        private int subscriptions;

        Listener(SubscriberLane lane) {
            this.lane = lane;
        }
    }

    WorkspaceFeed(UUID workspaceId) {
        this.workspaceId = workspaceId;
    }

    UUID workspaceId() {
        return workspaceId;
    }

    /** True when the position is a fix and newer than all known of its vehicle. */
    boolean moves(Position position) {
        if (!position.fix().valid()) {
            return false;
        }
        var last = lastByVehicle.get(position.vehicleId());
        return last == null
                || position.fix().recordedAtMs() > last.update.position().fix().recordedAtMs();
    }

    /** @return true when the vehicle was not known before */
    boolean put(Update update) {
        var last = lastByVehicle.get(update.position().vehicleId());
        if (last != null) {
            last.update = update;
            return false;
        }
        var added = new Last();
        added.update = update;
        lastByVehicle.put(update.position().vehicleId(), added);
        return true;
    }

    /** @return true when a vehicle was let go of; false when none is known */
    boolean forgetEldest() {
        var vehicles = lastByVehicle.keySet().iterator();
        if (!vehicles.hasNext()) {
            return false;
        }
        vehicles.next();
        vehicles.remove();
        return true;
    }

    /** Last-known updates that match, in order of their offsets: a snapshot that breaks off can then be resumed. */
    List<Update> snapshot(Wanted wanted) {
        var found = new ArrayList<Update>(
                wanted.filter().everything() && wanted.scope() == null ? lastByVehicle.size() : 16);
        for (var last : lastByVehicle.values()) {
            if (wanted.matches(last.update.position())) {
                found.add(last.update);
            }
        }
        found.sort(Comparator.comparingLong(Update::offset));
        return found;
    }

    /**
     * Notes an update for the listeners.
     *
     * @return true when it is the first since {@link #deliver}
     */
    boolean add(Update update) {
        if (wide > 0) {
            // Somebody on every listening loop will most likely want it: encoded here once, not once a loop.
            update.message();
        }
        moved.add(update);
        return moved.size() == 1;
    }

    /**
     * Notes a notice for the listeners.
     *
     * @return true when it is the first since {@link #deliver}
     */
    boolean add(Notice notice) {
        noticed.add(notice);
        return noticed.size() == 1;
    }

    /** Gives what was noted to every listening event loop; it then belongs to them and is not changed. */
    void deliver(Handover handover) {
        List<Notice> notices = List.of();
        if (!noticed.isEmpty()) {
            notices = noticed;
            noticed = new ArrayList<>();
        }
        var updates = moved;
        moved = new ArrayList<>(Math.min(updates.size(), 1_024));
        for (var listener : listeners) {
            handover.take();
            listener.lane.offer(workspaceId, updates, notices, handover);
        }
    }

    /** Notices that wait for {@link #deliver}. */
    int notices() {
        return noticed.size();
    }

    /** Drops the notices: the listening event loops end their subscribers, who would miss them. */
    void shed() {
        noticed.clear();
        for (var listener : listeners) {
            listener.lane.shed(workspaceId);
        }
    }

    /** Notes that a position from before this start has been put in. */
    void markLoaded() {
        loaded = true;
    }

    /** True when a snapshot may hold, or have held, positions from before this start. */
    boolean hasLoaded() {
        return loaded;
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Must be answered by {@link #release} with the same arguments. */
    void acquire(SubscriberLane lane, boolean isWide, long offset) {
        if (!recording) {
            recording = true;
            recordedAfter = offset;
        }
        wide += isWide ? 1 : 0;
        for (var listener : listeners) {
            if (listener.lane == lane) {
                listener.subscriptions++;
                return;
            }
        }
        var listener = new Listener(lane);
        listener.subscriptions = 1;
        listeners.add(listener);
    }

    void release(SubscriberLane lane, boolean isWide, long nowMs) {
        wide -= isWide ? 1 : 0;
        for (var i = 0; i < listeners.size(); i++) {
            var listener = listeners.get(i);
            if (listener.lane == lane && --listener.subscriptions == 0) {
                listeners.remove(i);
                break;
            }
        }
        idleSinceMs = nowMs;
    }

    /** Whether updates go to the history: only those can come back who were here within the window. */
    boolean recording(long nowMs, long windowMs) {
        if (recording && listeners.isEmpty() && nowMs - idleSinceMs > windowMs) {
            recording = false;
        }
        return recording;
    }

    /** True when every update of this workspace after {@code offset} was given to the history. */
    boolean recordedAllAfter(long offset) {
        return recording && offset >= recordedAfter;
    }
}
