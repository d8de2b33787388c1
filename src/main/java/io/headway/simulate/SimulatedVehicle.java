package io.headway.simulate;

import io.headway.model.Fix;
import java.util.Random;

/**
 * A vehicle that drives as if on roads around Nuremberg: straight stretches, bends, junctions, stops at lights, speeds of town and country.
 * The same seed drives the same way, whatever the clock says. Owned by whoever calls {@link #next}; not thread safe.
 */
public final class SimulatedVehicle implements DrivingVehicle {
    private static final double CENTRE_LATITUDE = 49.4521;
    private static final double CENTRE_LONGITUDE = 11.0767;

    /** Metres in a degree of latitude, mean of WGS84; good to a percent, which is enough to drive by. */
    private static final double METRES_PER_DEGREE = 111_195;

    private static final double START_RADIUS_M = 8_000;
    private static final double HOME_RADIUS_M = 14_000;
    private static final double MAX_STEP_S = 5;
    private static final double ACCELERATION_MS2 = 1.6;
    private static final double BRAKING_MS2 = 2.8;
    private static final double[] ROAD_SPEEDS_KMH = {0, 30, 50, 50, 70, 100};
    private static final double MS_TO_KMH = 3.6;

    private final Random random;
    private double latitude;
    private double longitude;
    private double headingDeg;
    private double speedMs;
    private double targetSpeedMs;
    private double turnDegPerS;
    private double phaseLeftS;
    private double odometerM;
    private long lastMs = Long.MIN_VALUE;

    public SimulatedVehicle(long seed) {
        random = new Random(seed);
        // Neighbouring seeds begin alike in this generator.
        for (var i = 0; i < 10; i++) {
            random.nextLong();
        }
        var distanceM = Math.sqrt(random.nextDouble()) * START_RADIUS_M;
        var bearing = random.nextDouble() * 2 * Math.PI;
        latitude = CENTRE_LATITUDE + distanceM * Math.cos(bearing) / METRES_PER_DEGREE;
        longitude = CENTRE_LONGITUDE + distanceM * Math.sin(bearing) / metresPerDegreeOfLongitude();
        headingDeg = random.nextDouble() * 360;
        odometerM = random.nextInt(5_000_000, 200_000_000) / 1_000.0 * 10;
        newPhase();
        speedMs = targetSpeedMs;
    }

    /**
     * Drives on to a time and reports.
     *
     * @param recordedAtMs milliseconds since 1970-01-01T00:00Z, not before the last call's; after a pause the vehicle has driven for 5 s at most
     */
    @Override
    public Fix next(long recordedAtMs) {
        if (lastMs != Long.MIN_VALUE) {
            drive(Math.min((recordedAtMs - lastMs) / 1_000.0, MAX_STEP_S));
        }
        lastMs = recordedAtMs;
        return new Fix(
                recordedAtMs,
                Math.round(latitude * 1e7) / 1e7,
                Math.round(longitude * 1e7) / 1e7,
                300 + Math.round(20 * Math.sin(longitude * 60)),
                Math.round(speedMs * MS_TO_KMH),
                Math.round(headingDeg) % 360,
                Float.NaN,
                8 + random.nextInt(6),
                true,
                attributes());
    }

    private void drive(double seconds) {
        phaseLeftS -= seconds;
        if (phaseLeftS <= 0) {
            newPhase();
        }
        var change = targetSpeedMs - speedMs;
        speedMs += Math.clamp(change, -BRAKING_MS2 * seconds, ACCELERATION_MS2 * seconds);
        // A standing vehicle does not turn, a fast one only gently.
        headingDeg = normal(headingDeg + turnDegPerS * seconds * Math.min(1, speedMs / 6));
        var distanceM = speedMs * seconds;
        odometerM += distanceM;
        var heading = Math.toRadians(headingDeg);
        latitude += distanceM * Math.cos(heading) / METRES_PER_DEGREE;
        longitude += distanceM * Math.sin(heading) / metresPerDegreeOfLongitude();
    }

    /** The next stretch: how fast, how bent, for how long. Far out, it bends towards the town. */
    private void newPhase() {
        phaseLeftS = 4 + random.nextDouble() * 16;
        targetSpeedMs = ROAD_SPEEDS_KMH[random.nextInt(ROAD_SPEEDS_KMH.length)] / MS_TO_KMH;
        var kind = random.nextInt(10);
        var side = random.nextBoolean() ? 1 : -1;
        if (metresFromCentre() > HOME_RADIUS_M) {
            targetSpeedMs = Math.max(targetSpeedMs, 50 / MS_TO_KMH);
            turnDegPerS = normalSigned(bearingToCentreDeg() - headingDeg) / phaseLeftS;
        } else if (kind < 4) {
            turnDegPerS = 0;
        } else if (kind < 8) {
            turnDegPerS = side * random.nextDouble() * 3;
        } else {
            phaseLeftS = 6;
            turnDegPerS = side * 90 / phaseLeftS;
            targetSpeedMs = 25 / MS_TO_KMH;
        }
    }

    private String attributes() {
        var moving = speedMs > 0.5;
        // Whole hundredths, written digit by digit: a double's own text would show more.
        var powerHundredths = 1_380 + random.nextInt(40);
        var batteryHundredths = 405 + random.nextInt(10);
        return "{\"ignition\":true,\"motion\":" + moving + ",\"odometer_m\":" + Math.round(odometerM) + ",\"power_v\":"
                + decimal(powerHundredths) + ",\"battery_v\":" + decimal(batteryHundredths) + "}";
    }

    private static String decimal(int hundredths) {
        var rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    private double metresFromCentre() {
        return Math.hypot(
                (latitude - CENTRE_LATITUDE) * METRES_PER_DEGREE,
                (longitude - CENTRE_LONGITUDE) * metresPerDegreeOfLongitude());
    }

    private double bearingToCentreDeg() {
        return Math.toDegrees(Math.atan2(
                (CENTRE_LONGITUDE - longitude) * metresPerDegreeOfLongitude(),
                (CENTRE_LATITUDE - latitude) * METRES_PER_DEGREE));
    }

    private double metresPerDegreeOfLongitude() {
        return METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
    }

    private static double normal(double degrees) {
        return ((degrees % 360) + 360) % 360;
    }

    private static double normalSigned(double degrees) {
        var turn = normal(degrees);
        return turn > 180 ? turn - 360 : turn;
    }
}
