package io.headway.api;

import io.headway.model.EncodedPolyline;
import io.headway.model.EncodedPolyline.Decoded;
import io.headway.model.LngLat;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Reads a route from a body that fits the contract; what the contract cannot say is judged here. Pure; any thread. */
final class RouteBody {
    private static final int DEFAULT_PRECISION = 5;

    private RouteBody() {}

    /** @throws ApiFailure when the path or a stop is not on the earth, or the settings contradict each other */
    static RouteDraft draft(JsonObject body) {
        return new RouteDraft(
                body.getString("name"),
                path(body.getJsonObject("path")),
                stops(body.getJsonArray("stops", new JsonArray())).encode(),
                settings(body.getJsonObject("settings", new JsonObject())).encode(),
                body.getJsonObject("metadata", new JsonObject()).encode());
    }

    private static RoutePath path(JsonObject path) {
        var points = path.containsKey("polyline") ? decoded(path) : coordinates(path.getJsonArray("coordinates"));
        var cleaned = RoutePath.of(points);
        cleaned.fault().ifPresent(problem -> {
            throw ApiFailure.invalid("body/path", problem);
        });
        return cleaned;
    }

    private static List<LngLat> decoded(JsonObject path) {
        var precision = path.getInteger("precision", DEFAULT_PRECISION);
        // More than a path may have, since repeated points do not count; but not without end.
        return switch (EncodedPolyline.decode(path.getString("polyline"), precision, 2 * RoutePath.MAX_POINTS)) {
            case Decoded.Points decoded -> decoded.points();
            case Decoded.Faulty faulty -> throw ApiFailure.invalid("body/path/polyline", faulty.problem());
        };
    }

    /** Not judged by the contract's schema, which would take longer over each of a hundred thousand pairs than this over all. */
    private static List<LngLat> coordinates(JsonArray coordinates) {
        var points = new ArrayList<LngLat>(coordinates.size());
        for (var i = 0; i < coordinates.size(); i++) {
            // RFC 7946, section 3.1.1: a third number is an altitude.
            if (!(coordinates.getValue(i) instanceof JsonArray pair)
                    || pair.size() < 2
                    || !(pair.getValue(0) instanceof Number lng)
                    || !(pair.getValue(1) instanceof Number lat)) {
                throw ApiFailure.invalid("body/path/coordinates/" + i, "is not [longitude, latitude]");
            }
            points.add(new LngLat(lng.doubleValue(), lat.doubleValue()));
        }
        return points;
    }

    private static JsonArray stops(JsonArray stops) {
        var read = new JsonArray();
        for (var i = 0; i < stops.size(); i++) {
            read.add(stop("body/stops/" + i, stops.getJsonObject(i)));
        }
        return read;
    }

    private static JsonObject stop(String path, JsonObject stop) {
        var position = stop.getJsonArray("position");
        if (!new LngLat(position.getDouble(0), position.getDouble(1)).inRange()) {
            throw ApiFailure.invalid(
                    path + "/position", "is not on the earth: longitude within ±180, latitude within ±90");
        }
        var arrivalMs = Parameters.timeMs(path + "/planned_arrival", stop.getValue("planned_arrival"));
        return arrivalMs == null ? stop : stop.copy().put("planned_arrival", Views.time(arrivalMs));
    }

    private static JsonObject settings(JsonObject settings) {
        var deviation = settings.getJsonObject("deviation", new JsonObject());
        var threshold = deviation.getDouble("threshold_m");
        var critical = deviation.getDouble("critical_m");
        if (threshold != null && critical != null && critical < threshold) {
            throw ApiFailure.invalid("body/settings/deviation/critical_m", "is less than threshold_m");
        }
        return settings;
    }
}
