package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Position;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a workspace asks for, it gets its own and nothing else. */
class TenantIsolationIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Instant now;
    private static Vertx vertx;
    private static Database database;
    private static UUID ourVehicle;
    private static UUID theirVehicle;

    @BeforeAll
    static void open() throws Exception {
        now = Instant.now();
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        Rows.workspace(FRESH, Rows.THEIRS);
        ourVehicle = Rows.vehicle(FRESH, Rows.OURS);
        theirVehicle = Rows.vehicle(FRESH, Rows.THEIRS);
        Rows.position(FRESH, Rows.OURS, ourVehicle, now, 1, true);
        Rows.position(FRESH, Rows.THEIRS, theirVehicle, now, 2, true);
        // A row that should not exist: their position under our vehicle's id. Even that must stay with them.
        Rows.position(FRESH, Rows.THEIRS, ourVehicle, now.plusSeconds(1), 3, true);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void lists_and_gets_only_vehicles_of_the_workspace() throws Exception {
        var vehicles = new Vehicles(database);
        assertThat(await(vehicles.list(Rows.OURS, Optional.empty(), 100)).items())
                .extracting(Vehicle::id)
                .containsExactly(ourVehicle);
        assertThat(await(vehicles.get(Rows.OURS, ourVehicle))).isPresent();
        assertThat(await(vehicles.get(Rows.OURS, theirVehicle))).isEmpty();
    }

    @Test
    void live_and_history_hold_only_positions_of_the_workspace() throws Exception {
        var vehicles = new Vehicles(database);
        var from = now.minus(Duration.ofHours(1));
        var to = now.plus(Duration.ofHours(1));
        assertThat(await(vehicles.live(Rows.OURS, ourVehicle)))
                .map(Position::fingerprint)
                .contains(1L);
        assertThat(await(vehicles.live(Rows.OURS, theirVehicle))).isEmpty();
        assertThat(await(vehicles.history(Rows.OURS, ourVehicle, from, to, Optional.empty(), 10))
                        .items())
                .extracting(Position::fingerprint)
                .containsExactly(1L);
        assertThat(await(vehicles.history(Rows.OURS, theirVehicle, from, to, Optional.empty(), 10))
                        .items())
                .isEmpty();
    }

    @Test
    void a_snapshot_holds_only_vehicles_of_the_workspace() throws Exception {
        assertThat(await(new LastFixes(database, 100).lastKnown(Rows.OURS)))
                .extracting(Position::fingerprint)
                .containsExactly(1L);
    }

    @Test
    void a_vehicle_of_another_workspace_is_never_accepted() throws Exception {
        var vehicles = new Vehicles(database);
        for (var attempt = 0; attempt < 2; attempt++) {
            assertThat(await(vehicles.vehicleBelongsTo(theirVehicle, Rows.OURS)))
                    .isFalse();
            assertThat(await(vehicles.vehicleBelongsTo(theirVehicle, Rows.THEIRS)))
                    .isTrue();
            assertThat(await(vehicles.vehicleBelongsTo(ourVehicle, Rows.OURS))).isTrue();
            assertThat(await(vehicles.vehicleBelongsTo(UUID.randomUUID(), Rows.OURS)))
                    .isFalse();
        }
    }

    @Test
    void devices_are_listed_and_bound_within_the_workspace() throws Exception {
        var devices = new Devices(database, false);
        var theirs =
                await(devices.create(Rows.THEIRS, new NewDevice("theirs-1", null, "t", Optional.of(theirVehicle))));
        assertThat(theirs).isInstanceOf(DeviceCreation.Created.class);
        assertThat(await(devices.create(Rows.OURS, new NewDevice("ours-1", null, "o", Optional.of(theirVehicle)))))
                .isInstanceOf(DeviceCreation.NoSuchVehicle.class);
        assertThat(await(devices.create(Rows.OURS, new NewDevice("theirs-1", null, "o", Optional.of(ourVehicle)))))
                .isInstanceOf(DeviceCreation.UniqueIdTaken.class);
        assertThat(await(devices.list(Rows.OURS, Optional.empty(), 100)).items())
                .extracting(Device::uniqueId)
                .doesNotContain("theirs-1");
        var source = await(devices.findByUniqueId("theirs-1", "teltonika")).orElseThrow();
        assertThat(source.workspaceId()).isEqualTo(Rows.THEIRS);
        assertThat(source.vehicleId()).isEqualTo(theirVehicle);
    }
}
