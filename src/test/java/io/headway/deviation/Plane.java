package io.headway.deviation;

import io.headway.model.Fix;
import java.util.ArrayList;
import java.util.List;

/** Routes and drives in metres east and north of a place in Upper Franconia. */
final class Plane {
    static final long START_MS = 1_760_000_000_000L;
    static final int INTERVAL_S = 5;
    private static final double LATITUDE = 50;
    private static final double LONGITUDE = 11.5;

    private Plane() {}

    /** [longitude, latitude]. */
    static double[] at(double eastM, double northM) {
        return new double[] {
            LONGITUDE + eastM / Wgs84.metresPerLongitude(LATITUDE),
            LATITUDE + northM / Wgs84.metresPerLatitude(LATITUDE)
        };
    }

    /** Vertices as east and north in turns. */
    static RouteGeometry route(double... metres) {
        return RouteGeometry.of(path(metres));
    }

    static List<double[]> path(double... metres) {
        var path = new ArrayList<double[]>();
        for (var i = 0; i < metres.length; i += 2) {
            path.add(at(metres[i], metres[i + 1]));
        }
        return path;
    }

    static Fix fix(int number, double eastM, double northM) {
        return fixAt(START_MS + number * (INTERVAL_S * 1_000L), eastM, northM);
    }

    static Fix fixAt(long atMs, double eastM, double northM) {
        var place = at(eastM, northM);
        return RecordedDrive.fix(atMs, place[1], place[0]);
    }

    /** A fix each so many metres along the vertices. */
    static List<Fix> drive(double everyM, double... metres) {
        var fixes = new ArrayList<Fix>();
        var ahead = 0.0;
        for (var i = 0; i + 3 < metres.length; i += 2) {
            var dx = metres[i + 2] - metres[i];
            var dy = metres[i + 3] - metres[i + 1];
            var length = Math.hypot(dx, dy);
            for (; ahead <= length; ahead += everyM) {
                fixes.add(fix(fixes.size(), metres[i] + dx * ahead / length, metres[i + 1] + dy * ahead / length));
            }
            ahead -= length;
        }
        return fixes;
    }
}
