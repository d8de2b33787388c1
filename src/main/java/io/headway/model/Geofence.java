package io.headway.model;

import java.util.List;
import java.util.UUID;

/**
 * A place and when and for whom it counts, as it stands in {@code geofences}. Immutable.
 *
 * @param type what kind of place it is, a word of the contract ({@code warehouse}, {@code depot}, …)
 * @param color for maps, {@code #rrggbb}; null for none
 * @param geometry GeoJSON (RFC 7946) as text: Polygon, MultiPolygon, Point with {@code radiusM}, LineString with {@code widthM}
 * @param radiusM radius of a Point, metres; null for others
 * @param widthM whole width of a LineString's corridor, metres; null for others
 * @param vehicleIds vehicles it counts for, besides those of {@code groupIds}; both null: all of the workspace
 * @param groupIds groups whose vehicles it counts for; null for none
 * @param schedule hours in which it counts; null for always
 * @param dwellS seconds inside after which the vehicle has dwelled; null for never
 * @param enterMinFixes fixes in a row that must say inside, at least 1
 * @param enterMinS seconds from the first of them to the last, at least 0
 * @param exitMinFixes fixes in a row that must say outside, at least 1
 * @param exitMinS seconds from the first of them to the last, at least 0
 * @param metadata a JSON object as text
 * @param version counts the changes of what vehicles are judged by, from 1; name, type, colour and metadata are not among it
 * @param createdAtMs milliseconds since 1970-01-01T00:00Z
 * @param updatedAtMs when the version last rose; visits of vehicles that were inside ended then
 */
public record Geofence(
        UUID id,
        UUID workspaceId,
        String name,
        String type,
        String color,
        String geometry,
        Double radiusM,
        Double widthM,
        List<UUID> vehicleIds,
        List<UUID> groupIds,
        Schedule schedule,
        Integer dwellS,
        int enterMinFixes,
        int enterMinS,
        int exitMinFixes,
        int exitMinS,
        String metadata,
        int version,
        long createdAtMs,
        long updatedAtMs) {}
