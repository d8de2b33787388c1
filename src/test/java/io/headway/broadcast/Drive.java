package io.headway.broadcast;

import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import java.util.UUID;

/** Positions for tests. */
final class Drive {
    private static final long START_MS = 1_750_000_000_000L;

    private Drive() {}

    /** @param step seconds since the start of the drive; also the speed in km/h, by which a test knows it again */
    static Position position(UUID workspace, UUID vehicle, int step, double lng, double lat) {
        return position(workspace, vehicle, step, lng, lat, true);
    }

    static Position position(UUID workspace, UUID vehicle, int step, double lng, double lat, boolean valid) {
        var fix = new Fix(START_MS + step * 1_000L, lat, lng, Float.NaN, step, Float.NaN, Float.NaN, -1, valid, "{}");
        return new Position(
                new Source(workspace, vehicle, null, "test"), fix, step, System.currentTimeMillis() * 1_000);
    }

    static Position position(UUID workspace, UUID vehicle, int step) {
        return position(workspace, vehicle, step, 13.4, 52.5);
    }
}
