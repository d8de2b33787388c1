package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidGeometryTest {
    private static InvalidGeometry fault(String geoJson, Double radiusM, Double widthM) {
        var parsed = Shape.parse(geoJson, radiusM, widthM);
        assertThat(parsed).isInstanceOf(InvalidGeometry.class);
        return (InvalidGeometry) parsed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            [1,2]                                             | -      | -   | geometry               | not a JSON object
            {                                                 | -      | -   | geometry               | not a JSON object
            {"coordinates":[]}                                | -      | -   | geometry/type          | must be Polygon
            {"type":"Feature","coordinates":[]}               | -      | -   | geometry/type          | not Feature
            {"type":"Polygon"}                                | -      | -   | geometry/coordinates   | is missing
            {"type":"Polygon","coordinates":7}                | -      | -   | geometry/coordinates   | is not an array
            {"type":"Polygon","coordinates":[]}               | -      | -   | geometry/coordinates   | no ring
            {"type":"MultiPolygon","coordinates":[]}          | -      | -   | geometry/coordinates   | no polygon
            {"type":"MultiPolygon","coordinates":[[[1]]]}     | -      | -   | geometry/coordinates/0/0 | four positions
            {"type":"MultiPolygon","coordinates":[[1]]}       | -      | -   | geometry/coordinates/0/0 | is not an array
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]} | - | -   | geometry/coordinates/0 | four positions
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]} | - | - | geometry/coordinates/0/3 | not closed
            {"type":"Polygon","coordinates":[[[0,0],[1,0],7,[0,1],[0,0]]]} | - | - | geometry/coordinates/0/2 | not a position
            {"type":"Polygon","coordinates":[[[0,0],[1],[1,1],[0,0]]]} | - | - | geometry/coordinates/0/1 | not a position
            {"type":"Polygon","coordinates":[[[0,0],[1,0],["a",1],[0,0]]]} | - | - | geometry/coordinates/0/2 | longitude is not a number
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[181,1],[0,0]]]} | - | - | geometry/coordinates/0/2 | longitude 181.0 is not in
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,-90.1],[0,0]]]} | - | - | geometry/coordinates/0/2 | latitude -90.1 is not in
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1e999],[0,0]]]} | - | - | geometry/coordinates/0/2 | latitude Infinity
            {"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]} | - | - | geometry/coordinates/0/0 | self-intersection at [0.5, 0.5]
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[2,0],[0,0]]]} | - | - | geometry/coordinates/0/0 | self-intersection
            {"type":"Polygon","coordinates":[[[3,3],[3,3],[3,3],[3,3]]]} | - | - | geometry/coordinates/0/0 | too few
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]} | - | - | geometry/coordinates/1/0 | hole lies outside shell
            {"type":"Polygon","coordinates":[[[0,80],[120,80],[-120,80],[0,80]]]} | - | - | geometry/coordinates/0 | around a pole
            {"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[1,1],[3,1],[3,3],[1,3],[1,1]]]]} | - | - | geometry/coordinates/0/0/1 | self-intersection at [2.0, 1.0]
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]} | 5 | - | radius_m              | not for a Polygon
            {"type":"Point","coordinates":[0,0]}              | 5      | 5   | width_m                | not for a Point
            {"type":"Point","coordinates":[0,0]}              | -      | -   | radius_m               | is missing
            {"type":"Point","coordinates":[0,0]}              | 0      | -   | radius_m               | not above 0
            {"type":"Point","coordinates":[0,0]}              | NaN    | -   | radius_m               | not above 0
            {"type":"Point","coordinates":[0,0]}              | 1000001 | -  | radius_m               | at most 1000000
            {"type":"Point","coordinates":[0]}                | 5      | -   | geometry/coordinates   | not a position
            {"type":"Point","coordinates":[200,0]}            | 5      | -   | geometry/coordinates   | longitude 200.0
            {"type":"LineString","coordinates":[[0,0],[1,1]]} | -      | -   | width_m                | is missing
            {"type":"LineString","coordinates":[[0,0],[1,1]]} | -      | -3  | width_m                | not above 0
            {"type":"LineString","coordinates":[[0,0]]}       | -      | 10  | geometry/coordinates   | two positions
            {"type":"LineString","coordinates":[[0,0],[0,0]]} | -      | 10  | geometry/coordinates   | the same
            """)
    void it_is_told_where_and_why(String geoJson, Double radiusM, Double widthM, String path, String problem) {
        var fault = fault(geoJson, radiusM, widthM);

        assertThat(fault.path()).isEqualTo(path);
        assertThat(fault.problem().toLowerCase(java.util.Locale.ROOT))
                .contains(problem.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void more_than_ten_thousand_positions_are_too_many() {
        var line = IntStream.rangeClosed(0, Shape.MAX_VERTICES)
                .mapToObj(i -> "[" + i / 1e4 + ",0]")
                .collect(Collectors.joining(","));

        var fault = fault("{\"type\":\"LineString\",\"coordinates\":[" + line + "]}", null, 10.0);

        assertThat(fault).isEqualTo(new InvalidGeometry("geometry/coordinates", "has more than 10000 positions"));
    }
}
