package io.headway.geofence;

import io.headway.model.Visit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What must be known of one vehicle to judge its next fix. Owned by the vehicle's shard; changed by {@link FenceJudge} only. A vehicle that
 * is in no geofence takes about 40 bytes.
 *
 * <p>Runs of fixes that are on their way to entering or leaving are not stored anywhere: after a restart they begin again.
 */
public final class VehicleFences {
    private static final long NEVER = Long.MIN_VALUE;

    private long lastFixMs = NEVER;
    private double lastLatitude;
    private double lastLongitude;
    /** One for each geofence it is inside of or about to be; a list that can grow only while there is one. */
    private List<Presence> presences = List.of();

    /** Nothing is known of the vehicle: its first fix inside a geofence is {@code initial}. */
    public VehicleFences() {}

    /**
     * As it is stored.
     *
     * @param lastFixMs time of the vehicle's newest valid fix, milliseconds since 1970-01-01T00:00Z
     * @param lastLatitude where that was, WGS84 degrees
     * @param lastLongitude where that was, WGS84 degrees
     * @param open its visits that have not ended
     */
    public VehicleFences(long lastFixMs, double lastLatitude, double lastLongitude, Collection<Visit> open) {
        judged(lastFixMs, lastLatitude, lastLongitude);
        open.forEach(visit -> add(Presence.of(visit)));
    }

    /** The visits that have not ended, in the order of entering. */
    public List<Visit> openVisits() {
        return presences.stream().filter(Presence::isVisit).map(Presence::visit).toList();
    }

    /** False when it is in no geofence, nor about to be. */
    public boolean isAnywhere() {
        return !presences.isEmpty();
    }

    boolean isKnown() {
        return lastFixMs != NEVER;
    }

    long lastFixMs() {
        return lastFixMs;
    }

    double lastLatitude() {
        return lastLatitude;
    }

    double lastLongitude() {
        return lastLongitude;
    }

    void judged(long fixMs, double latitude, double longitude) {
        lastFixMs = fixMs;
        lastLatitude = latitude;
        lastLongitude = longitude;
    }

    int presences() {
        return presences.size();
    }

    Presence presence(int index) {
        return presences.get(index);
    }

    boolean isAt(UUID geofenceId) {
        for (var i = 0; i < presences.size(); i++) {
            if (presences.get(i).geofenceId().equals(geofenceId)) {
                return true;
            }
        }
        return false;
    }

    void add(Presence presence) {
        if (presences.isEmpty()) {
            presences = new ArrayList<>(2);
        }
        presences.add(presence);
    }

    void removeOver() {
        if (!presences.isEmpty()) {
            presences.removeIf(Presence::isOver);
            if (presences.isEmpty()) {
                presences = List.of();
            }
        }
    }
}
