package io.headway.geofence;

import io.headway.model.DeletedGeofence;
import io.headway.model.Geofence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.ItemVisitor;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * The geofences of one workspace as they are at one time. Immutable; any thread. Built on a worker thread, then swapped whole.
 *
 * <p>An {@link HPRtree} holds the boxes: once built, its queries neither lock nor allocate (an STRtree's {@code query} goes through a
 * synchronized {@code build} each time), and it packs boxes into arrays.
 */
public final class FenceIndex {
    private static final FenceIndex EMPTY = build(List.of(), List.of(), Map.of(), null);

    private final Map<UUID, Fence> fences;
    private final Map<UUID, DeletedGeofence> deleted;
    private final List<Fault> faults;
    private final HPRtree boxes = new HPRtree();

    /** A stored geofence that cannot be judged and is left out. */
    public record Fault(UUID geofenceId, InvalidGeometry problem) {}

    private FenceIndex(Map<UUID, Fence> fences, Map<UUID, DeletedGeofence> deleted, List<Fault> faults) {
        this.fences = fences;
        this.deleted = deleted;
        this.faults = List.copyOf(faults);
        // In the order of ids: which fence is judged first must not depend on the order they came in.
        fences.values().stream()
                .sorted(Comparator.comparing(Fence::id))
                .forEach(fence -> fence.shape().bounds().forEach(box -> boxes.insert(box, fence)));
        boxes.build();
    }

    /** Of a workspace without geofences. */
    public static FenceIndex empty() {
        return EMPTY;
    }

    /**
     * Takes up to seconds for 100,000 geofences; not for an event loop.
     *
     * @param geofences all of one workspace that are not deleted
     * @param deleted those deleted that vehicles may still be inside of; more do no harm
     * @param groups the vehicles of each group of the workspace
     * @param previous the index before, whose shapes are taken over where the version is the same; null for none
     */
    public static FenceIndex build(
            Collection<Geofence> geofences,
            Collection<DeletedGeofence> deleted,
            Map<UUID, ? extends Set<UUID>> groups,
            FenceIndex previous) {
        var members = new HashMap<UUID, Set<UUID>>();
        groups.forEach((id, vehicles) -> members.put(id, Set.copyOf(vehicles)));
        var fences = HashMap.<UUID, Fence>newHashMap(geofences.size());
        var faults = new ArrayList<Fault>();
        for (var geofence : geofences) {
            switch (shape(geofence, previous)) {
                case Shape shape -> fences.put(geofence.id(), Fence.of(geofence, shape, members));
                case InvalidGeometry problem -> faults.add(new Fault(geofence.id(), problem));
            }
        }
        var gone = deleted.stream().collect(Collectors.toMap(DeletedGeofence::id, fence -> fence, (one, _) -> one));
        return new FenceIndex(fences, gone, faults);
    }

    private static ParsedShape shape(Geofence geofence, FenceIndex previous) {
        var before = previous == null ? null : previous.fences.get(geofence.id());
        return before != null && before.version() == geofence.version()
                ? before.shape()
                : Shape.parse(geofence.geometry(), geofence.radiusM(), geofence.widthM());
    }

    /** How many geofences are judged. */
    public int size() {
        return fences.size();
    }

    /** Geofences that were left out, and why; for the log and a counter. */
    public List<Fault> faults() {
        return faults;
    }

    /** Null when it is not here. */
    Fence fence(UUID id) {
        return fences.get(id);
    }

    /** Null when it was not deleted, or so long ago that nobody was told. */
    DeletedGeofence deleted(UUID id) {
        return deleted.get(id);
    }

    /** Shows the visitor each fence with a box that touches the given one; a fence in several boxes perhaps several times. */
    void query(Envelope box, ItemVisitor visitor) {
        boxes.query(box, visitor);
    }
}
