package io.headway.geofence;

import io.headway.model.DeletedGeofence;
import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.Fix;
import io.headway.model.Geofence;
import io.headway.model.Position;
import io.headway.model.Source;
import io.headway.model.Visit;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A vehicle that drives past geofences; what it causes is kept. Owned by the test. */
final class Drive {
    static final UUID VEHICLE = new UUID(3, 3);
    static final UUID DEVICE = new UUID(4, 4);
    static final double DEFAULT_ACCURACY_M = 10;

    private static final Source SOURCE = new Source(FenceSketch.WORKSPACE, VEHICLE, DEVICE, "test");

    private final FenceJudge judge = new FenceJudge(DEFAULT_ACCURACY_M);
    private final Derived derived = Derived.empty();
    private FenceIndex index;
    private VehicleFences vehicle = new VehicleFences();

    Drive(FenceSketch... fences) {
        index = index(fences);
    }

    static FenceIndex index(FenceSketch... fences) {
        var geofences = new ArrayList<Geofence>();
        for (var fence : fences) {
            geofences.add(fence.build());
        }
        return FenceIndex.build(geofences, List.of(), Map.of(), null);
    }

    /** From now on these count, and the shard has been told. */
    Drive changedTo(List<FenceSketch> fences, List<DeletedGeofence> deleted, Map<UUID, Set<UUID>> groups) {
        index = FenceIndex.build(fences.stream().map(FenceSketch::build).toList(), deleted, groups, index);
        judge.fencesChanged(index, vehicle, derived);
        return this;
    }

    /** Goes on from what is stored. */
    Drive restarted() {
        vehicle = new VehicleFences(
                vehicle.lastFixMs(), vehicle.lastLatitude(), vehicle.lastLongitude(), vehicle.openVisits());
        return this;
    }

    static Fix fix(long second, double eastM, double northM, double accuracyM) {
        return new Fix(
                second * 1_000,
                FenceSketch.latitude(northM),
                FenceSketch.longitude(eastM),
                Float.NaN,
                45.3f,
                Float.NaN,
                (float) accuracyM,
                -1,
                true,
                "{}");
    }

    /** A fix without an accuracy of its own. */
    Drive at(long second, double eastM, double northM) {
        return at(fix(second, eastM, northM, Double.NaN));
    }

    Drive at(Fix fix) {
        judge.judge(index, vehicle, new Position(SOURCE, fix, 1, 1), derived);
        return this;
    }

    /** All so far, as {@code second type}: {@code 20 entered}. */
    List<String> told() {
        return derived.events().stream()
                .map(event -> event.occurredAtMs() / 1_000 + " "
                        + event.type().wireName().substring("geofence.".length()))
                .toList();
    }

    List<Event> events() {
        return derived.events();
    }

    JsonObject data(int event) {
        return new JsonObject(derived.events().get(event).data());
    }

    List<Visit> visits() {
        return derived.visits();
    }

    VehicleFences vehicle() {
        return vehicle;
    }
}
