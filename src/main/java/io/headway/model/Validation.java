package io.headway.model;

import java.time.Instant;

/**
 * Decides whether a decoded fix may be stored. Pure; any thread.
 *
 * @param maxAgeMs the oldest fix accepted, in milliseconds before now (the retention)
 * @param maxAheadMs the furthest a device's clock may be ahead of ours, in milliseconds
 */
public record Validation(long maxAgeMs, long maxAheadMs) {
    private static final float MAX_SPEED_KMH = 1_000;
    private static final float MIN_ALTITUDE_M = -1_000;
    private static final float MAX_ALTITUDE_M = 20_000;
    private static final float MAX_ACCURACY_M = 100_000;
    private static final int MAX_SATELLITES = 255;

    /** The fix itself, the fix with its out-of-range side values removed, or its rejection. */
    public Item check(Fix fix, long nowMs) {
        if (!fix.hasLocation()) {
            return new RejectedFix(fix, RejectionReason.NO_FIX, "record has no coordinates");
        }
        if (fix.latitude() == 0 && fix.longitude() == 0) {
            return new RejectedFix(fix, RejectionReason.NO_FIX, "coordinates are exactly 0,0");
        }
        if (!(Math.abs(fix.latitude()) <= 90 && Math.abs(fix.longitude()) <= 180)) {
            return new RejectedFix(
                    fix,
                    RejectionReason.OUT_OF_RANGE,
                    "latitude " + fix.latitude() + ", longitude " + fix.longitude() + " are not on the globe");
        }
        if (fix.recordedAtMs() < nowMs - maxAgeMs) {
            return new RejectedFix(
                    fix, RejectionReason.TOO_OLD, "recorded at " + Instant.ofEpochMilli(fix.recordedAtMs()));
        }
        if (fix.recordedAtMs() > nowMs + maxAheadMs) {
            return new RejectedFix(
                    fix, RejectionReason.IN_FUTURE, "recorded at " + Instant.ofEpochMilli(fix.recordedAtMs()));
        }
        if (fix.speedKmh() < 0 || fix.speedKmh() > MAX_SPEED_KMH) {
            return new RejectedFix(fix, RejectionReason.SPEED_OUT_OF_RANGE, "speed is " + fix.speedKmh() + " km/h");
        }
        return sideValuesInRange(fix) ? fix : withoutWildSideValues(fix);
    }

    private static boolean sideValuesInRange(Fix fix) {
        return !(fix.altitudeM() < MIN_ALTITUDE_M)
                && !(fix.altitudeM() > MAX_ALTITUDE_M)
                && !(fix.headingDeg() < 0)
                && !(fix.headingDeg() >= 360)
                && !(fix.accuracyM() < 0)
                && !(fix.accuracyM() > MAX_ACCURACY_M)
                && fix.satellites() <= MAX_SATELLITES
                && !Float.isInfinite(fix.speedKmh());
    }

    private static Fix withoutWildSideValues(Fix fix) {
        return new Fix(
                fix.recordedAtMs(),
                fix.latitude(),
                fix.longitude(),
                fix.altitudeM() >= MIN_ALTITUDE_M && fix.altitudeM() <= MAX_ALTITUDE_M ? fix.altitudeM() : Float.NaN,
                fix.speedKmh(),
                fix.headingDeg() == 360
                        ? 0
                        : fix.headingDeg() >= 0 && fix.headingDeg() < 360 ? fix.headingDeg() : Float.NaN,
                fix.accuracyM() >= 0 && fix.accuracyM() <= MAX_ACCURACY_M ? fix.accuracyM() : Float.NaN,
                fix.satellites() <= MAX_SATELLITES ? fix.satellites() : -1,
                fix.valid(),
                fix.attributes());
    }
}
