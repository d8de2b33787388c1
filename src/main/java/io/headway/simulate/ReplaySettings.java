package io.headway.simulate;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What to replay, and how.
 *
 * @param file a GPX file
 * @param links makes an unused link to the engine for each attempt to connect
 * @param speed how many times faster than it was driven, at least 1; {@link Double#POSITIVE_INFINITY} sends as fast as it is acknowledged
 * @param originalTimes false shifts all times so that the drive ends at the moment its last fix is due
 * @param stallMs fails when for so long nothing is acknowledged although something is due
 */
public record ReplaySettings(
        Path file, Supplier<TrackerLink> links, double speed, boolean originalTimes, long stallMs) {
    public ReplaySettings {
        if (!(speed >= 1)) {
            // Slower than driven, the first fixes would lie in the future.
            throw new IllegalArgumentException("the speed of a replay is at least 1, not " + speed);
        }
    }
}
