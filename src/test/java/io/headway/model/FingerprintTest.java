package io.headway.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Fix FIX =
            fix(1_700_000_000_000L, 49.1, 11.1, 300, 50, 90, 5, 9, true, "{\"ignition\":true,\"rssi\":4}");

    /** Part of a primary key: a release that computes it otherwise stores every retransmission again. */
    @Test
    void never_changes_between_releases() {
        assertThat(Fingerprint.of(FIX)).isEqualTo(PINNED);
    }

    @Test
    void every_field_counts() {
        var variants = List.of(
                FIX,
                fix(1_700_000_000_001L, 49.1, 11.1, 300, 50, 90, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1000001, 11.1, 300, 50, 90, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1000001, 300, 50, 90, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 301, 50, 90, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, Float.NaN, 50, 90, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 51, 90, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 91, 5, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 90, 6, 9, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 90, 5, 10, true, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 90, 5, 9, false, FIX.attributes()),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 90, 5, 9, true, "{}"),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 90, 5, 9, true, "{\"ignition\":true,\"rssi\":5}"),
                fix(FIX.recordedAtMs(), 49.1, 11.1, 300, 50, 90, 5, 9, true, "{\"ignition\":true,\"rssi\":4} "));
        var seen = new HashSet<Long>();
        variants.forEach(variant -> assertThat(seen.add(Fingerprint.of(variant)))
                .as(variant.toString())
                .isTrue());
    }

    private static final long PINNED = -8209214134910459449L;

    private static Fix fix(
            long recordedAtMs,
            double latitude,
            double longitude,
            float altitudeM,
            float speedKmh,
            float headingDeg,
            float accuracyM,
            int satellites,
            boolean valid,
            String attributes) {
        return new Fix(
                recordedAtMs,
                latitude,
                longitude,
                altitudeM,
                speedKmh,
                headingDeg,
                accuracyM,
                satellites,
                valid,
                attributes);
    }
}
