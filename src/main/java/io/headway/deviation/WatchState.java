package io.headway.deviation;

import io.headway.model.Fix;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What a {@link RouteWatch} remembers, as it stands in {@code route_deployments.state}. Pure.
 *
 * @param path which path it is about, see {@link RouteGeometry#fingerprint}
 */
record WatchState(int path, RouteWatch.State watch) {
    /** What another version wrote in another form is not read. */
    private static final int VERSION = 1;

    String encode() {
        var matcher = watch.matcher();
        var arrival = watch.arrival();
        var rule = watch.rule();
        return new JsonObject()
                .put("version", VERSION)
                .put("path", path)
                .put("last_ms", watch.lastMs())
                .put("seen", fix(watch.outliers().last()))
                .put("suspect", fix(watch.outliers().suspect()))
                .put(
                        "matcher",
                        new JsonArray()
                                .add(matcher.joined())
                                .add(matcher.progressM())
                                .add(matcher.candidateM())
                                .add(matcher.candidateFixes())
                                .add(matcher.lastMs())
                                .add(matcher.lastLatitude())
                                .add(matcher.lastLongitude()))
                .put(
                        "arrival",
                        new JsonArray()
                                .add(orNull(arrival.speedMs()))
                                .add(arrival.stoodS())
                                .add(arrival.stoodM()))
                .put(
                        "rule",
                        new JsonArray()
                                .add(rule.off())
                                .add(rule.offSinceMs())
                                .add(rule.offMaxM())
                                .add(rule.on())
                                .add(rule.backM())
                                .add(rule.backFixes())
                                .add(rule.backSinceMs()))
                .put("open", open(rule.open()))
                .put(
                        "driven",
                        new JsonObject()
                                .put("stride", watch.driven().stride())
                                .put("seen", watch.driven().seen())
                                .put("places", new JsonArray(watch.driven().places())))
                .encode();
    }

    /** @return null when it is of another version: then the detection begins anew */
    static WatchState decode(String text) {
        var json = new JsonObject(text);
        if (json.getInteger("version") != VERSION) {
            return null;
        }
        var matcher = json.getJsonArray("matcher");
        var arrival = json.getJsonArray("arrival");
        var rule = json.getJsonArray("rule");
        var driven = json.getJsonObject("driven");
        return new WatchState(
                json.getInteger("path"),
                new RouteWatch.State(
                        json.getLong("last_ms"),
                        new OutlierFilter.State(fix(json.getJsonArray("seen")), fix(json.getJsonArray("suspect"))),
                        new RouteMatcher.State(
                                matcher.getBoolean(0),
                                matcher.getDouble(1),
                                matcher.getDouble(2),
                                matcher.getInteger(3),
                                matcher.getLong(4),
                                matcher.getDouble(5),
                                matcher.getDouble(6)),
                        new Arrival.State(
                                arrival.getDouble(0) == null ? Double.NaN : arrival.getDouble(0),
                                arrival.getDouble(1),
                                arrival.getDouble(2)),
                        new DeviationRule.State(
                                rule.getInteger(0),
                                rule.getLong(1),
                                rule.getDouble(2),
                                rule.getInteger(3),
                                rule.getDouble(4),
                                rule.getInteger(5),
                                rule.getLong(6),
                                open(json.getJsonArray("open"))),
                        new DrivenPath.State(
                                driven.getJsonArray("places").stream()
                                        .map(number -> ((Number) number).doubleValue())
                                        .toList(),
                                driven.getInteger("stride"),
                                driven.getInteger("seen"))));
    }

    private static JsonArray open(DeviationRule.Open open) {
        return open == null
                ? null
                : new JsonArray()
                        .add(open.startedAtMs())
                        .add(open.maxDistanceM())
                        .add(open.critical())
                        .add(open.wrongWay());
    }

    private static DeviationRule.Open open(JsonArray open) {
        return open == null
                ? null
                : new DeviationRule.Open(open.getLong(0), open.getDouble(1), open.getBoolean(2), open.getBoolean(3));
    }

    private static JsonArray fix(Fix fix) {
        return fix == null
                ? null
                : new JsonArray()
                        .add(fix.recordedAtMs())
                        .add(fix.latitude())
                        .add(fix.longitude())
                        .add(orNull(fix.speedKmh()))
                        .add(orNull(fix.headingDeg()))
                        .add(orNull(fix.accuracyM()));
    }

    private static Fix fix(JsonArray fix) {
        return fix == null
                ? null
                : new Fix(
                        fix.getLong(0),
                        fix.getDouble(1),
                        fix.getDouble(2),
                        Float.NaN,
                        orNaN(fix.getFloat(3)),
                        orNaN(fix.getFloat(4)),
                        orNaN(fix.getFloat(5)),
                        -1,
                        true,
                        "{}");
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static float orNaN(Float value) {
        return value == null ? Float.NaN : value;
    }
}
