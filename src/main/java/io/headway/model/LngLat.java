package io.headway.model;

/**
 * A place on the earth, in the order of GeoJSON.
 *
 * @param lng WGS84 degrees, east positive
 * @param lat WGS84 degrees, north positive
 */
public record LngLat(double lng, double lat) {

    /** Whether it is a place at all: finite, longitude within ±180, latitude within ±90. */
    public boolean inRange() {
        return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
    }
}
