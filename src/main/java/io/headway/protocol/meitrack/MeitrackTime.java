package io.headway.protocol.meitrack;

/** Times in binary: seconds since 2000-01-01T00:00Z (vendor document, table of parameters, 0x04). Pure; any thread. */
final class MeitrackTime {
    private static final long START_S = 946_684_800;
    private static final long MS_PER_SECOND = 1_000;

    private MeitrackTime() {}

    /** Milliseconds since 1970. */
    static long of(long seconds) {
        return (START_S + seconds) * MS_PER_SECOND;
    }
}
