package io.headway.broadcast;

import io.headway.broadcast.Announcement.About;
import io.headway.broadcast.Announcement.Happened;
import io.headway.model.EventType;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Owned as {@link Scope} says. One geofence: the positions of the vehicles inside it, and its events. */
final class FenceScope implements Scope {
    private final UUID geofenceId;
    private final Set<UUID> inside;

    /** @param inside vehicles; copied */
    FenceScope(UUID geofenceId, Set<UUID> inside) {
        this.geofenceId = geofenceId;
        this.inside = new HashSet<>(inside);
    }

    @Override
    public boolean holds(UUID vehicleId) {
        return inside.contains(vehicleId);
    }

    @Override
    public boolean wants(About about, Filter filter) {
        return about instanceof Happened event && geofenceId.equals(event.geofenceId()) && filter.matches(event);
    }

    @Override
    public void apply(About about) {
        change(about, EventType.GEOFENCE_ENTERED, EventType.GEOFENCE_EXITED);
    }

    @Override
    public void undo(About about) {
        change(about, EventType.GEOFENCE_EXITED, EventType.GEOFENCE_ENTERED);
    }

    private void change(About about, EventType adding, EventType removing) {
        if (about instanceof Happened event && geofenceId.equals(event.geofenceId())) {
            if (event.type() == adding) {
                inside.add(event.vehicleId());
            } else if (event.type() == removing) {
                inside.remove(event.vehicleId());
            }
        }
    }

    @Override
    public Scope copy() {
        return new FenceScope(geofenceId, inside);
    }

    /** Never: a deleted geofence has nobody inside, and no events. */
    @Override
    public boolean over() {
        return false;
    }

    @Override
    public Optional<Buffer> opening() {
        return Optional.empty();
    }
}
