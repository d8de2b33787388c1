package io.headway.model;

/**
 * What a device reported about one instant, before it is known whose it is.
 *
 * @param recordedAtMs time of the fix, milliseconds since 1970-01-01T00:00Z
 * @param latitude WGS84 degrees, north positive; NaN when the record has no location
 * @param longitude WGS84 degrees, east positive; NaN when the record has no location
 * @param altitudeM metres above mean sea level; NaN when unknown
 * @param speedKmh kilometres per hour; NaN when unknown
 * @param headingDeg course over ground in degrees, 0 north, clockwise, [0, 360); NaN when unknown
 * @param accuracyM radius of the horizontal accuracy circle in metres; NaN when unknown
 * @param satellites satellites used; -1 when unknown
 * @param valid whether the receiver claims a current fix; false means the coordinates are its last known ones
 * @param attributes a JSON object as text with everything else the record holds; {@code "{}"} when nothing
 */
public record Fix(
        long recordedAtMs,
        double latitude,
        double longitude,
        float altitudeM,
        float speedKmh,
        float headingDeg,
        float accuracyM,
        int satellites,
        boolean valid,
        String attributes)
        implements Item {

    /** True when the record carries coordinates at all. */
    public boolean hasLocation() {
        return !Double.isNaN(latitude) && !Double.isNaN(longitude);
    }
}
