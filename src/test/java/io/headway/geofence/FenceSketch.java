package io.headway.geofence;

import io.headway.model.Geofence;
import io.headway.model.Schedule;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A geofence of a test, given only what the test is about; metres east and north of a place in Berlin. Owned by the test. */
final class FenceSketch {
    static final UUID WORKSPACE = new UUID(7, 7);
    static final double LATITUDE = 52.5;
    static final double LONGITUDE = 13.4;

    private UUID id = new UUID(1, 1);
    private String name = "Yard";
    private String geometry = square(100);
    private Double radiusM;
    private List<UUID> vehicleIds;
    private List<UUID> groupIds;
    private Schedule schedule;
    private Integer dwellS;
    private int enterFixes = 1;
    private int enterS;
    private int exitFixes = 1;
    private int exitS;
    private int version = 1;
    private long updatedAtMs;

    static double latitude(double northM) {
        return LATITUDE + northM / Wgs84.metresPerDegreeLatitude(LATITUDE);
    }

    static double longitude(double eastM) {
        return LONGITUDE + eastM / Wgs84.metresPerDegreeLongitude(LATITUDE);
    }

    static String square(double halfM) {
        return String.format(
                Locale.ROOT,
                "{\"type\":\"Polygon\",\"coordinates\":[[[%1$s,%2$s],[%3$s,%2$s],[%3$s,%4$s],[%1$s,%4$s],[%1$s,%2$s]]]}",
                longitude(-halfM),
                latitude(-halfM),
                longitude(halfM),
                latitude(halfM));
    }

    FenceSketch id(int number) {
        id = new UUID(1, number);
        return this;
    }

    FenceSketch named(String name) {
        this.name = name;
        return this;
    }

    FenceSketch geometry(String geoJson) {
        geometry = geoJson;
        return this;
    }

    FenceSketch circle(double eastM, double northM, double radius) {
        geometry = "{\"type\":\"Point\",\"coordinates\":[" + longitude(eastM) + ',' + latitude(northM) + "]}";
        radiusM = radius;
        return this;
    }

    FenceSketch vehicles(UUID... ids) {
        vehicleIds = List.of(ids);
        return this;
    }

    FenceSketch groups(UUID... ids) {
        groupIds = List.of(ids);
        return this;
    }

    FenceSketch hours(Schedule hours) {
        schedule = hours;
        return this;
    }

    FenceSketch dwell(int seconds) {
        dwellS = seconds;
        return this;
    }

    FenceSketch enterAfter(int fixes, int seconds) {
        enterFixes = fixes;
        enterS = seconds;
        return this;
    }

    FenceSketch exitAfter(int fixes, int seconds) {
        exitFixes = fixes;
        exitS = seconds;
        return this;
    }

    FenceSketch version(int number, long atMs) {
        version = number;
        updatedAtMs = atMs;
        return this;
    }

    Geofence build() {
        return new Geofence(
                id,
                WORKSPACE,
                name,
                "depot",
                null,
                geometry,
                radiusM,
                null,
                vehicleIds,
                groupIds,
                schedule,
                dwellS,
                enterFixes,
                enterS,
                exitFixes,
                exitS,
                "{}",
                version,
                0,
                updatedAtMs);
    }
}
