package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.GeofenceDraft;
import io.headway.model.VehicleDetails;
import io.headway.model.VehicleGroup;
import io.headway.model.VehicleGroup.Change;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VehicleGroupsIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;
    private static VehicleGroups groups;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        groups = new VehicleGroups(database);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void vehicles_come_and_go_and_are_counted_once() throws Exception {
        var workspace = workspace();
        var group = make(workspace, "Night");
        var vehicle = Rows.vehicle(FRESH, workspace);
        await(groups.add(workspace, group.id(), vehicle));
        assertThat(done(await(groups.add(workspace, group.id(), vehicle))).vehicleCount())
                .isEqualTo(1);
        var vehicles = new Vehicles(database);
        assertThat(await(vehicles.inGroup(workspace, group.id(), Optional.empty(), 10))
                        .items())
                .extracting(Vehicle::id)
                .containsExactly(vehicle);
        assertThat(await(vehicles.inGroup(workspace, group.id(), Optional.of(vehicle), 10))
                        .items())
                .isEmpty();
        assertThat(done(await(groups.remove(workspace, group.id(), vehicle))).vehicleCount())
                .isZero();
    }

    @Test
    void names_are_unique_in_their_workspace_only() throws Exception {
        var workspace = UUID.randomUUID();
        var group = make(workspace, "Night");
        var other = make(workspace, "Day");
        assertThat(await(groups.create(workspace, "Night"))).isInstanceOf(Change.NameTaken.class);
        assertThat(await(groups.rename(workspace, other.id(), "Night"))).isInstanceOf(Change.NameTaken.class);
        assertThat(done(await(groups.rename(workspace, other.id(), "Dawn"))).name())
                .isEqualTo("Dawn");
        make(workspace(), "Night");
        assertThat(await(groups.list(workspace, Optional.empty(), 10)).items())
                .extracting(VehicleGroup::name)
                .containsExactlyInAnyOrder("Night", "Dawn");
        assertThat(await(groups.get(workspace, group.id()))).contains(group);
    }

    @Test
    void a_group_is_deleted_only_when_no_geofence_names_it() throws Exception {
        var workspace = workspace();
        var group = make(workspace, "Night");
        await(groups.add(workspace, group.id(), Rows.vehicle(FRESH, workspace)));
        var geofences = new Geofences(database);
        await(geofences.create(
                workspace,
                new GeofenceDraft(
                        "f",
                        "depot",
                        null,
                        "{\"type\":\"Point\",\"coordinates\":[1,2]}",
                        9.0,
                        null,
                        null,
                        List.of(group.id()),
                        null,
                        null,
                        1,
                        0,
                        1,
                        0,
                        "{}")));
        assertThat(await(groups.delete(workspace, group.id()))).isInstanceOf(Change.InUse.class);
        var fence = await(geofences.list(workspace, Optional.empty(), Optional.empty(), 1))
                .items()
                .getFirst();
        await(geofences.delete(workspace, fence.id(), null));
        assertThat(await(groups.delete(workspace, group.id()))).isInstanceOf(Change.Done.class);
        assertThat(await(groups.delete(workspace, group.id()))).isInstanceOf(Change.NoSuchGroup.class);
        assertThat(await(new GeofenceCatalogue(database).groups(workspace))).isEmpty();
    }

    @Test
    void another_workspace_sees_and_changes_nothing() throws Exception {
        var owner = workspace();
        var other = workspace();
        var group = make(owner, "Night");
        var vehicle = Rows.vehicle(FRESH, owner);
        var theirs = Rows.vehicle(FRESH, other);
        await(groups.add(owner, group.id(), vehicle));
        assertThat(await(groups.list(other, Optional.empty(), 10)).items()).isEmpty();
        assertThat(await(groups.get(other, group.id()))).isEmpty();
        assertThat(await(groups.rename(other, group.id(), "mine"))).isInstanceOf(Change.NoSuchGroup.class);
        assertThat(await(groups.add(other, group.id(), theirs))).isInstanceOf(Change.NoSuchGroup.class);
        assertThat(await(groups.remove(other, group.id(), vehicle))).isInstanceOf(Change.NoSuchGroup.class);
        assertThat(await(groups.delete(other, group.id()))).isInstanceOf(Change.NoSuchGroup.class);
        assertThat(await(groups.add(owner, group.id(), theirs))).isInstanceOf(Change.NoSuchVehicle.class);
        assertThat(await(new Vehicles(database).inGroup(other, group.id(), Optional.empty(), 10))
                        .items())
                .isEmpty();
        assertThat(await(groups.get(owner, group.id())).orElseThrow().vehicleCount())
                .isEqualTo(1);
    }

    @Test
    void a_vehicle_is_changed_in_its_workspace_only() throws Exception {
        var workspace = workspace();
        var vehicle = Rows.vehicle(FRESH, workspace);
        var vehicles = new Vehicles(database);
        var changed = await(vehicles.change(
                workspace, vehicle, before -> new VehicleDetails("Van", before.registrationPlate(), 80.5)));
        assertThat(changed).isEqualTo(await(vehicles.get(workspace, vehicle)));
        assertThat(changed.orElseThrow())
                .extracting(Vehicle::name, Vehicle::registrationPlate, Vehicle::speedLimitKmh)
                .containsExactly("Van", "HW 1", 80.5);
        assertThat(await(vehicles.change(workspace(), vehicle, before -> new VehicleDetails("x", null, null))))
                .isEmpty();
        assertThat(await(vehicles.get(workspace, vehicle))).isEqualTo(changed);
    }

    @Test
    void settings_are_kept_for_each_workspace() throws Exception {
        var settings = new WorkspaceSettings(database);
        var workspace = UUID.randomUUID();
        assertThat(await(settings.get(workspace))).isEqualTo(new JsonObject());
        var wanted = new JsonObject("{\"speed_limit_kmh\":90,\"deviation\":{\"threshold_m\":80.5}}");
        assertThat(await(settings.put(workspace, wanted))).isEqualTo(wanted);
        assertThat(await(settings.put(workspace, new JsonObject()))).isEqualTo(new JsonObject());
        await(settings.put(workspace, wanted));
        assertThat(await(settings.get(workspace))).isEqualTo(wanted);
        assertThat(await(settings.get(workspace()))).isEqualTo(new JsonObject());
    }

    private static VehicleGroup make(UUID workspace, String name) throws Exception {
        return done(await(groups.create(workspace, name)));
    }

    private static VehicleGroup done(Change change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done) change).group();
    }

    private static UUID workspace() throws Exception {
        var id = UUID.randomUUID();
        Rows.workspace(FRESH, id);
        return id;
    }
}
