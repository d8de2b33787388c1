package io.headway.deviation;

import io.headway.model.Fix;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A drive that was recorded, with the route that was driven. Immutable; any thread.
 *
 * @param track what the file calls it
 * @param fixes in the order of their times
 * @param route [longitude, latitude] in degrees each
 */
record RecordedDrive(String track, List<Fix> fixes, List<double[]> route) {

    /**
     * Reads a file with one JSON object a line: {@code track}, {@code fixes} ({@code [epoch ms, lon, lat]}), {@code route} (lines of
     * {@code [lon, lat]}). Blocks.
     *
     * @throws IOException when it cannot be read, or a line is none
     */
    static List<RecordedDrive> readAll(Path file) throws IOException {
        var drives = new ArrayList<RecordedDrive>();
        for (var line : Files.readAllLines(file)) {
            try {
                drives.add(of(new JsonObject(line)));
            } catch (RuntimeException e) {
                throw new IOException(file + ", line " + (drives.size() + 1) + " is no recorded drive", e);
            }
        }
        return drives;
    }

    private static RecordedDrive of(JsonObject json) {
        var fixes = json.getJsonArray("fixes").stream()
                .map(JsonArray.class::cast)
                .map(fix -> fix(fix.getLong(0), fix.getDouble(2), fix.getDouble(1)))
                .toList();
        var route = json.getJsonArray("route").stream()
                .map(JsonArray.class::cast)
                .flatMap(JsonArray::stream)
                .map(JsonArray.class::cast)
                .map(vertex -> new double[] {vertex.getDouble(0), vertex.getDouble(1)})
                .toList();
        return new RecordedDrive(json.getString("track"), fixes, route);
    }

    /** A fix of which nothing is known but when and where. */
    static Fix fix(long atMs, double latitude, double longitude) {
        return new Fix(atMs, latitude, longitude, Float.NaN, Float.NaN, Float.NaN, Float.NaN, -1, true, "{}");
    }

    /** From the end to the start, in the same time: vehicle and route. */
    RecordedDrive reversed() {
        return new RecordedDrive(track, reversedFixes(), route.reversed());
    }

    /** The vehicle from the end to the start, its route as it was. */
    RecordedDrive wrongWay() {
        return new RecordedDrive(track, reversedFixes(), route);
    }

    /** With other fixes. */
    RecordedDrive with(List<Fix> other) {
        return new RecordedDrive(track, Collections.unmodifiableList(other), route);
    }

    private List<Fix> reversedFixes() {
        var both = fixes.getFirst().recordedAtMs() + fixes.getLast().recordedAtMs();
        return fixes.reversed().stream()
                .map(fix -> fix(both - fix.recordedAtMs(), fix.latitude(), fix.longitude()))
                .toList();
    }
}
