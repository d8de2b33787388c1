package io.headway.simulate;

import io.headway.model.Fix;
import java.util.List;
import java.util.Random;

/**
 * A vehicle that drives a closed route round and round, a few metres beside it as receivers say. One that strays drives beside it for a
 * while on every tour, up to {@value #STRAY_M} m to the right. Owned by whoever calls {@link #next}; not thread safe.
 */
final class RouteVehicle implements DrivingVehicle {
    private static final double METRES_PER_DEGREE = 111_195;
    private static final double SPEED_MS = 14;
    private static final double NOISE_M = 4;
    private static final double STRAY_M = 350;
    /** Metres from the start of a tour: leaves, is as far off as it gets, turns back, is on the route again. */
    private static final double[] STRAY_AT_M = {400, 700, 1_500, 1_800};

    private static final double MAX_STEP_S = 5;

    private final List<Point> path;
    private final double[] alongM;
    private final boolean strays;
    private final Random random;
    private double drivenM;
    private long lastMs = Long.MIN_VALUE;

    private record Point(double longitude, double latitude) {}

    RouteVehicle(FleetSettings.Tour tour, long seed) {
        path = tour.path().stream().map(point -> new Point(point[0], point[1])).toList();
        strays = tour.strays();
        random = new Random(seed);
        alongM = new double[path.size() + 1];
        for (var i = 0; i < path.size(); i++) {
            alongM[i + 1] = alongM[i] + distanceM(path.get(i), path.get((i + 1) % path.size()));
        }
    }

    @Override
    public Fix next(long recordedAtMs) {
        if (lastMs != Long.MIN_VALUE) {
            drivenM += SPEED_MS * Math.min((recordedAtMs - lastMs) / 1_000.0, MAX_STEP_S);
        }
        lastMs = recordedAtMs;
        var inTourM = drivenM % alongM[path.size()];
        var side = 0;
        while (alongM[side + 1] <= inTourM) {
            side++;
        }
        var from = path.get(side);
        var to = path.get((side + 1) % path.size());
        var share = (inTourM - alongM[side]) / (alongM[side + 1] - alongM[side]);
        var northM = (to.latitude() - from.latitude()) * METRES_PER_DEGREE;
        var eastM = (to.longitude() - from.longitude()) * metresPerDegreeOfLongitude(from);
        var heading = Math.atan2(eastM, northM);
        var beside = random.nextGaussian() * NOISE_M + (strays ? strayM(inTourM) : 0);
        var latitude = from.latitude()
                + share * (to.latitude() - from.latitude())
                - beside * Math.sin(heading) / METRES_PER_DEGREE;
        var longitude = from.longitude()
                + share * (to.longitude() - from.longitude())
                + beside * Math.cos(heading) / metresPerDegreeOfLongitude(from);
        return new Fix(
                recordedAtMs,
                Math.round(latitude * 1e7) / 1e7,
                Math.round(longitude * 1e7) / 1e7,
                310,
                Math.round(SPEED_MS * 3.6),
                Math.round((Math.toDegrees(heading) + 360) % 360) % 360,
                5,
                11,
                true,
                "{\"ignition\":true,\"motion\":true}");
    }

    private static double strayM(double inTourM) {
        if (inTourM < STRAY_AT_M[0] || inTourM > STRAY_AT_M[3]) {
            return 0;
        }
        var out = (inTourM - STRAY_AT_M[0]) / (STRAY_AT_M[1] - STRAY_AT_M[0]);
        var back = (STRAY_AT_M[3] - inTourM) / (STRAY_AT_M[3] - STRAY_AT_M[2]);
        return STRAY_M * Math.min(1, Math.min(out, back));
    }

    private static double distanceM(Point from, Point to) {
        return Math.hypot(
                (to.latitude() - from.latitude()) * METRES_PER_DEGREE,
                (to.longitude() - from.longitude()) * metresPerDegreeOfLongitude(from));
    }

    private static double metresPerDegreeOfLongitude(Point point) {
        return METRES_PER_DEGREE * Math.cos(Math.toRadians(point.latitude()));
    }
}
