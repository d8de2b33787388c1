package io.headway.shard;

/**
 * Owned by the vehicle's shard. Remembers a vehicle's last fingerprints, and in which submission each came, so that a retransmission of
 * what is committed is answered without asking the database. Retransmissions from before the window are left to the primary key.
 */
final class DedupWindow {
    /** {@link #find} found nothing. */
    static final long ABSENT = -1;

    private final long[] fingerprints;
    private final long[] sequences;
    private int size;
    private int next;
    private long newestRecordedAtMs = Long.MIN_VALUE;

    DedupWindow(int capacity) {
        fingerprints = new long[capacity];
        sequences = new long[capacity];
    }

    /** Sequence of the submission that brought this record before, or {@link #ABSENT}. A fix newer than all seen is not searched for. */
    long find(long recordedAtMs, long fingerprint) {
        if (recordedAtMs > newestRecordedAtMs) {
            return ABSENT;
        }
        for (var i = 0; i < size; i++) {
            if (fingerprints[i] == fingerprint) {
                return sequences[i];
            }
        }
        return ABSENT;
    }

    void add(long recordedAtMs, long fingerprint, long sequence) {
        newestRecordedAtMs = Math.max(newestRecordedAtMs, recordedAtMs);
        fingerprints[next] = fingerprint;
        sequences[next] = sequence;
        next = next + 1 == fingerprints.length ? 0 : next + 1;
        size = Math.min(size + 1, fingerprints.length);
    }
}
