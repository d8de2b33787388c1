package io.headway.broadcast;

import io.headway.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Owned by the broadcast verticle. The newest updates, for subscribers that come back: bounded in number and age, the oldest goes first.
 * Keeps positions, not messages: few are ever asked for.
 */
final class History {
    private final Position[] positions;
    private final long[] offsets;
    private final long[] addedAtMs;
    /** Made when somebody comes back, and shared by all who do, so that a thousand dashboards after a break encode each but once. */
    private final Update[] updates;

    private final long windowMs;
    private int oldest;
    private int size;
    private long lostUpTo;

    /**
     * @param capacity updates, at least 1
     * @param windowMs longest age in milliseconds
     */
    History(int capacity, long windowMs) {
        positions = new Position[capacity];
        offsets = new long[capacity];
        addedAtMs = new long[capacity];
        updates = new Update[capacity];
        this.windowMs = windowMs;
    }

    /** @param offset higher than all before */
    void add(Position position, long offset, long nowMs) {
        if (size == positions.length) {
            dropOldest();
        }
        var at = (oldest + size) % positions.length;
        positions[at] = position;
        offsets[at] = offset;
        addedAtMs[at] = nowMs;
        size++;
    }

    /** Lets go of what is older than the window. */
    void expire(long nowMs) {
        while (size > 0 && addedAtMs[oldest] < nowMs - windowMs) {
            dropOldest();
        }
    }

    /** True when nothing that was added after {@code offset} has been let go of. */
    boolean holdsAllAfter(long offset) {
        return offset >= lostUpTo;
    }

    /** What was added after {@code offset}, in order. */
    List<Update> after(long offset, UUID workspaceId, Filter filter) {
        var found = new ArrayList<Update>();
        for (var i = firstAfter(offset); i < size; i++) {
            var at = (oldest + i) % positions.length;
            var position = positions[at];
            if (position.workspaceId().equals(workspaceId) && filter.matches(position)) {
                if (updates[at] == null) {
                    updates[at] = new Update(position, offsets[at]);
                }
                found.add(updates[at]);
            }
        }
        return found;
    }

    private int firstAfter(long offset) {
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (offsets[(oldest + middle) % positions.length] <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void dropOldest() {
        lostUpTo = offsets[oldest];
        positions[oldest] = null;
        updates[oldest] = null;
        oldest = (oldest + 1) % positions.length;
        size--;
    }
}
