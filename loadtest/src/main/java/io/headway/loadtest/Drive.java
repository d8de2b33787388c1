package io.headway.loadtest;

/** One simulated tracker's clock and its place on a circle. Owned by the driver thread. */
final class Drive {
    private static final double EARTH_DEGREES_E7_PER_M = 1e7 / 111_320;
    private static final int HEADINGS = 360;
    /** Metres between two records. */
    static final double STEP_M = 4;

    private static final int[] NORTH_E7 = new int[HEADINGS];
    private static final int[] EAST_E7 = new int[HEADINGS];

    static {
        for (var heading = 0; heading < HEADINGS; heading++) {
            NORTH_E7[heading] = (int) (Math.cos(Math.toRadians(heading)) * STEP_M * EARTH_DEGREES_E7_PER_M);
            EAST_E7[heading] = (int) (Math.sin(Math.toRadians(heading)) * STEP_M * EARTH_DEGREES_E7_PER_M / 0.64);
        }
    }

    private final int stepMs;
    private long nextRecordMs;
    private int latitudeE7;
    private int longitudeE7;
    private int headingDeg;
    private int odometerM = 1_000_000;

    /**
     * @param index of the device: each begins elsewhere
     * @param stepMs between two records
     */
    Drive(int index, long firstRecordMs, int stepMs) {
        this.nextRecordMs = firstRecordMs;
        this.stepMs = stepMs;
        latitudeE7 = startLatitudeE7(index);
        longitudeE7 = startLongitudeE7(index);
        headingDeg = index % HEADINGS;
    }

    private static int startLatitudeE7(int index) {
        return 499_000_000 + index % 100 * 20_000;
    }

    private static int startLongitudeE7(int index) {
        return 115_000_000 + index / 100 * 20_000;
    }

    /** Where the device begins, degrees. */
    static double startLatitude(int index) {
        return startLatitudeE7(index) / 1e7;
    }

    static double startLongitude(int index) {
        return startLongitudeE7(index) / 1e7;
    }

    /** What a step in this direction adds, degrees. */
    static double northDegrees(int heading) {
        return NORTH_E7[heading] / 1e7;
    }

    static double eastDegrees(int heading) {
        return EAST_E7[heading] / 1e7;
    }

    long nextRecordMs() {
        return nextRecordMs;
    }

    /** Drives on by a packet's records and writes them into it. */
    void fill(PacketTemplate packet) {
        for (var i = 0; i < packet.records(); i++) {
            packet.patch(i, nextRecordMs, longitudeE7, latitudeE7, headingDeg, odometerM);
            nextRecordMs += stepMs;
            latitudeE7 += NORTH_E7[headingDeg];
            longitudeE7 += EAST_E7[headingDeg];
            headingDeg = headingDeg + 1 == HEADINGS ? 0 : headingDeg + 1;
            odometerM += (int) STEP_M;
        }
    }
}
