package io.headway.model;

import java.util.List;
import java.util.UUID;

/**
 * A geofence as somebody wants it; what is not here is ours to set. Units, ranges and nulls are those of {@link Geofence}. Immutable.
 *
 * @param geometry GeoJSON that has been found to be a shape
 */
public record GeofenceDraft(
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
        String metadata) {}
