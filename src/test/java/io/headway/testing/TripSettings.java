package io.headway.testing;

import io.headway.config.HeadwayConfig;

/** The trips part of a configuration, by hand. */
public record TripSettings(int earlyStartMinutes, int stopSpeedKmh, int stopMinS, int maxSpeedKmh)
        implements HeadwayConfig.Trips {
    /** As in {@code config/headway.yaml}. */
    public static final TripSettings DEFAULTS = new TripSettings(120, 3, 120, 250);
}
