package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.testing.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A million random points against what is neither JTS nor ours: PostgreSQL's {@code polygon @> point} for polygons, GeographicLib for circles
 * and corridors. Half of the points lie near an edge. A disagreement within a centimetre of the edge does not count.
 */
class GeofenceOracleIT {
    private static final long SEED = 20_260_301;
    private static final double TOLERANCE_M = 0.01;

    /** Places along each segment of a corridor. */
    private static final int EACH = 32;

    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private final Random random = new Random(SEED);

    GeofenceOracleIT() {
        System.out.println("seed " + SEED);
    }

    /** A place with its longitude as the shape runs on across the antimeridian; {@link #inRange} is what a fix says. */
    private record Place(double x, double y) {
        double inRange() {
            return Wgs84.near(x, 0);
        }
    }

    private double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    private double logarithmic(double least, double most) {
        return Math.exp(between(Math.log(least), Math.log(most)));
    }

    private static Shape shape(String geometry, Double radiusM, Double widthM) {
        var parsed = Shape.parse(geometry, radiusM, widthM);
        assertThat(parsed).isInstanceOf(Shape.class);
        return (Shape) parsed;
    }

    @Test
    void polygons_agree_with_postgresql() throws SQLException {
        var judged = 0;
        var inside = 0;
        try (var connection = FRESH.url().dataSource(10_000, 30_000).getConnection()) {
            for (var i = 0; i < 1_000; i++) {
                var vertices = i % 50 == 0 ? 2_000 : 5 + random.nextInt(46);
                var centre = new Place(between(-180, 180), between(-75, 75));
                var reach = logarithmic(0.0005, 1);
                var shell = ring(centre, reach, vertices);
                // A star's edges stay a tenth of its reach away from its centre, so the hole is inside.
                var hole = ring(centre, reach / 10, 5);
                var island = ring(new Place(centre.x + 3 * reach, centre.y), reach, 7);
                var shape = shape(
                        "{\"type\":\"MultiPolygon\",\"coordinates\":[[" + json(shell) + ',' + json(hole) + "],["
                                + json(island) + "]]}",
                        null,
                        null);
                var places = Stream.of(shell, hole, island)
                        .flatMap(ring ->
                                IntStream.range(0, ring == shell ? 300 : 100).mapToObj(_ -> near(ring)))
                        .toArray(Place[]::new);
                var expected = insideOf(connection, places, shell, hole, island);
                for (var p = 0; p < places.length; p++) {
                    var distance = shape.signedDistanceM(places[p].y, places[p].inRange());
                    if (Math.abs(distance) > TOLERANCE_M) {
                        assertThat(distance < 0)
                                .as("polygon %d, %s", i, places[p])
                                .isEqualTo(expected[p]);
                        assertThat(shape.contains(places[p].y, places[p].inRange()))
                                .isEqualTo(expected[p]);
                    }
                    inside += expected[p] ? 1 : 0;
                }
                judged += places.length;
            }
        }
        assertThat(judged).isEqualTo(500_000);
        assertThat(inside).isBetween(judged / 5, judged * 4 / 5);
    }

    /** A star: corners all around at a random part of the reach, so that no two edges meet. */
    private Place[] ring(Place centre, double reach, int corners) {
        var ring = new Place[corners + 1];
        for (var i = 0; i < corners; i++) {
            var angle = 2 * Math.PI * (i + between(-0.2, 0.2)) / corners;
            var radius = reach * between(0.4, 1);
            ring[i] = new Place(centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle));
        }
        ring[corners] = ring[0];
        return ring;
    }

    private static String json(Place... places) {
        return Arrays.stream(places)
                .map(place -> "[" + place.inRange() + ',' + place.y + ']')
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Around an edge: up to some metres from it, or anywhere near the ring. */
    private Place near(Place... ring) {
        var i = random.nextInt(ring.length - 1);
        var t = random.nextDouble();
        var far = random.nextBoolean()
                ? logarithmic(1e-8, 1e-4)
                : 2 * Math.hypot(ring[i].x - ring[i + 1].x, ring[i].y - ring[i + 1].y);
        return new Place(
                ring[i].x + t * (ring[i + 1].x - ring[i].x) + far * between(-1, 1),
                ring[i].y + t * (ring[i + 1].y - ring[i].y) + far * between(-1, 1));
    }

    /**
     * What PostgreSQL says. Its geometric operators take anything within 1e-6 for equal, a tenth of a metre in degrees; in millionths of a
     * degree that is a tenth of a micrometre. Stretching a plane changes nothing about what is inside.
     */
    private static boolean[] insideOf(
            Connection connection, Place[] places, Place[] shell, Place[] hole, Place[] island) throws SQLException {
        var sql = """
                select array(
                    select (shell @> p and not hole @> p) or island @> p
                    from (select ?::polygon as shell, ?::polygon as hole, ?::polygon as island) as shapes,
                         unnest(?::float8[], ?::float8[]) with ordinality as xy (x, y, n),
                         point(x, y) as p
                    order by n)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, literal(shell));
            statement.setString(2, literal(hole));
            statement.setString(3, literal(island));
            statement.setArray(4, numbers(connection, Arrays.stream(places).map(place -> place.x * 1e6)));
            statement.setArray(5, numbers(connection, Arrays.stream(places).map(place -> place.y * 1e6)));
            try (var rows = statement.executeQuery()) {
                rows.next();
                var answers = (Boolean[]) rows.getArray(1).getArray();
                var inside = new boolean[answers.length];
                for (var i = 0; i < inside.length; i++) {
                    inside[i] = answers[i];
                }
                return inside;
            }
        }
    }

    private static java.sql.Array numbers(Connection connection, Stream<Double> values) throws SQLException {
        return connection.createArrayOf("float8", values.toArray(Double[]::new));
    }

    private static String literal(Place... ring) {
        return Arrays.stream(ring, 0, ring.length - 1)
                .map(place -> "(" + place.x * 1e6 + ',' + place.y * 1e6 + ')')
                .collect(Collectors.joining(",", "(", ")"));
    }

    @Test
    void circles_agree_with_geographiclib() {
        var inside = 0;
        for (var i = 0; i < 350; i++) {
            var centre = new Place(between(-180, 180), between(-90, 90));
            var radiusM = logarithmic(5, Shape.MAX_RADIUS_M);
            var shape = shape(
                    String.format(Locale.ROOT, "{\"type\":\"Point\",\"coordinates\":[%s,%s]}", centre.x, centre.y),
                    radiusM,
                    null);
            for (var p = 0; p < 1_000; p++) {
                var away = p % 2 == 0 ? radiusM + between(-1, 1) : radiusM * between(0, 2);
                var place = Geodesic.WGS84.Direct(centre.y, centre.x, between(-180, 180), away);
                var expected = metres(centre.y, centre.x, place.lat2, place.lon2) - radiusM;
                var distance = shape.signedDistanceM(place.lat2, place.lon2);
                if (Math.abs(expected) > TOLERANCE_M) {
                    assertThat(distance < 0)
                            .as("circle %d of %s m: %s m, not %s m", i, radiusM, distance, expected)
                            .isEqualTo(expected < 0);
                }
                inside += expected < 0 ? 1 : 0;
            }
        }
        assertThat(inside).isBetween(100_000, 250_000);
    }

    @Test
    void corridors_agree_with_geographiclib() {
        var inside = 0;
        for (var i = 0; i < 150; i++) {
            var widthM = logarithmic(4, i % 10 == 0 ? Shape.MAX_WIDTH_M : 2_000);
            var line = line(2 + random.nextInt(6));
            var shape = shape("{\"type\":\"LineString\",\"coordinates\":" + json(line) + '}', null, widthM);
            var samples = samples(line);
            for (var p = 0; p < 1_000; p++) {
                var from = samples[random.nextInt(samples.length)];
                var away = p % 2 == 0 ? widthM / 2 + between(-1, 1) : widthM * between(0, 2);
                var to = Geodesic.WGS84.Direct(from.y, from.x, between(-180, 180), away);
                var place = new Place(Wgs84.near(to.lon2, from.x), to.lat2);
                var expected = toLineM(place, samples) - widthM / 2;
                var distance = shape.signedDistanceM(place.y, place.inRange());
                if (Math.abs(expected) > TOLERANCE_M) {
                    assertThat(distance < 0)
                            .as("corridor %d of %s m, %s: %s m, not %s m", i, widthM, place, distance, expected)
                            .isEqualTo(expected < 0);
                }
                inside += expected < 0 ? 1 : 0;
            }
        }
        assertThat(inside).isBetween(20_000, 130_000);
    }

    private Place[] line(int positions) {
        var line = new Place[positions];
        line[0] = new Place(between(-180, 180), between(-75, 75));
        var step = logarithmic(0.001, 0.5);
        for (var i = 1; i < positions; i++) {
            line[i] = new Place(line[i - 1].x + step * between(-1, 1), line[i - 1].y + step * between(-1, 1));
        }
        return line;
    }

    /** A segment is straight in longitude and latitude and no geodesic, so the oracle is given places along it. */
    private static Place[] samples(Place... line) {
        var samples = new Place[(line.length - 1) * EACH + 1];
        for (var i = 0; i < samples.length; i++) {
            var segment = Math.min(i / EACH, line.length - 2);
            samples[i] = along(line[segment], line[segment + 1], (i - segment * EACH) / (double) EACH);
        }
        return samples;
    }

    private static Place along(Place from, Place to, double t) {
        return new Place(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y));
    }

    /** The nearest place of each segment; then, between those next to it, by golden section. */
    private static double toLineM(Place place, Place... samples) {
        var nearest = new int[(samples.length - 1) / EACH];
        var distances = new double[nearest.length];
        for (var segment = 0; segment < nearest.length; segment++) {
            distances[segment] = Double.MAX_VALUE;
            for (var i = segment * EACH; i <= (segment + 1) * EACH; i++) {
                var distance = roughMetres(place, samples[i]);
                if (distance < distances[segment]) {
                    distances[segment] = distance;
                    nearest[segment] = i;
                }
            }
        }
        var least = Arrays.stream(distances).min().orElseThrow();
        var best = Double.MAX_VALUE;
        for (var segment = 0; segment < nearest.length; segment++) {
            // On the sphere another place may be the nearest: off by no more than a hundredth of the distance.
            var spacingM = roughMetres(samples[segment * EACH], samples[segment * EACH + 1]);
            var around = (int) Math.min(EACH, 1 + Math.ceil(0.01 * distances[segment] / spacingM));
            var from = samples[Math.max(nearest[segment] - around, segment * EACH)];
            var to = samples[Math.min(nearest[segment] + around, (segment + 1) * EACH)];
            var lengthM = roughMetres(from, to);
            if (distances[segment] - lengthM <= 1.02 * least) {
                best = Math.min(best, golden(place, from, to, lengthM, 0.02 * Math.sqrt(Math.max(1, least))));
            }
        }
        return best;
    }

    /** @param footM how well the foot of the perpendicular must be known: half its square over the distance is the distance's error */
    private static double golden(Place place, Place from, Place to, double lengthM, double footM) {
        var ratio = (Math.sqrt(5) - 1) / 2;
        var low = 0.0;
        var high = 1.0;
        var left = 1 - ratio;
        var right = ratio;
        var atLeft = metres(place, along(from, to, left));
        var atRight = metres(place, along(from, to, right));
        while ((high - low) * lengthM > footM) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - ratio * (high - low);
                atLeft = metres(place, along(from, to, left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + ratio * (high - low);
                atRight = metres(place, along(from, to, right));
            }
        }
        // At an end the distance has no minimum to be flat around.
        var atEnds = Math.min(metres(place, from), metres(place, to));
        return Math.min(atEnds, Math.min(atLeft, atRight));
    }

    /** On a sphere, by the haversine: half a per cent wrong, enough to say what is surely not the nearest. */
    private static double roughMetres(Place a, Place b) {
        var sinY = Math.sin(Math.toRadians(b.y - a.y) / 2);
        var sinX = Math.sin(Math.toRadians(b.x - a.x) / 2);
        var square = sinY * sinY + Math.cos(Math.toRadians(a.y)) * Math.cos(Math.toRadians(b.y)) * sinX * sinX;
        return 2 * 6_371_000 * Math.asin(Math.sqrt(square));
    }

    private static double metres(Place a, Place b) {
        return metres(a.y, a.x, b.y, b.x);
    }

    private static double metres(double latitude1, double longitude1, double latitude2, double longitude2) {
        return Geodesic.WGS84.Inverse(latitude1, longitude1, latitude2, longitude2, GeodesicMask.DISTANCE).s12;
    }
}
