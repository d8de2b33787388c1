package io.headway.model;

/**
 * What a caller decides of a route.
 *
 * @param stops JSON array as text, in the order they are to be reached: {@code [{"name", "position": [lng, lat], "radius_m",
 *     "planned_arrival"}]}
 * @param settings JSON object as text: {@code {"deviation": {…}, "speed_limit_kmh": …}}, what differs from the workspace's
 * @param metadata JSON object as text
 */
public record RouteDraft(String name, RoutePath path, String stops, String settings, String metadata) {}
