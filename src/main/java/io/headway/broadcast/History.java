package io.headway.broadcast;

import io.headway.model.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Owned by the broadcast verticle. The newest updates and notices, for subscribers that come back: bounded in number and age, the oldest
 * goes first. Keeps positions, not messages: few are ever asked for.
 */
final class History {
    /** Null at the place of a notice. */
    private final Position[] positions;

    private final long[] offsets;
    private final long[] addedAtMs;
    /**
     * Notices; and updates, made when somebody comes back and shared by all who do, so that a thousand dashboards after a break encode each
     * but once.
     */
    private final FeedItem[] items;

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
        items = new FeedItem[capacity];
        this.windowMs = windowMs;
    }

    /** @param notice with an offset higher than all before */
    void add(Notice notice, long nowMs) {
        items[place(null, notice.offset(), nowMs)] = notice;
    }

    /** @param offset higher than all before */
    void add(Position position, long offset, long nowMs) {
        place(position, offset, nowMs);
    }

    private int place(Position position, long offset, long nowMs) {
        if (size == positions.length) {
            dropOldest();
        }
        var at = (oldest + size) % positions.length;
        positions[at] = position;
        offsets[at] = offset;
        addedAtMs[at] = nowMs;
        size++;
        return at;
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

    /**
     * What was added after {@code offset} and was wanted at its time, in order.
     *
     * @param wantedNow left as it is
     */
    List<FeedItem> after(long offset, UUID workspaceId, Wanted wantedNow) {
        var found = new ArrayList<FeedItem>();
        var wanted = wantedNow.copy();
        var first = firstAfter(offset);
        // From the newest back, because a scope is known as it is now.
        for (var i = size - 1; i >= first; i--) {
            var at = (oldest + i) % positions.length;
            if (positions[at] != null) {
                if (positions[at].workspaceId().equals(workspaceId) && wanted.matches(positions[at])) {
                    found.add(update(at));
                }
            } else if (items[at] instanceof Notice notice
                    && notice.announcement().workspaceId().equals(workspaceId)) {
                if (wanted.matches(notice.about())) {
                    found.add(notice);
                }
                wanted.undo(notice.about());
            }
        }
        Collections.reverse(found);
        return found;
    }

    private FeedItem update(int at) {
        if (items[at] == null) {
            items[at] = new Update(positions[at], offsets[at]);
        }
        return items[at];
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
        items[oldest] = null;
        oldest = (oldest + 1) % positions.length;
        size--;
    }
}
