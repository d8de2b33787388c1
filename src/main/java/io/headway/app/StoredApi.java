package io.headway.app;

import io.headway.api.DeviationOperations;
import io.headway.api.DeviceOperations;
import io.headway.api.DeviceRegistry;
import io.headway.api.DeviceView;
import io.headway.api.EventOperations;
import io.headway.api.EventQueries;
import io.headway.api.EventView;
import io.headway.api.HistoryRange;
import io.headway.api.Operations;
import io.headway.api.RouteOperations;
import io.headway.api.TripOperations;
import io.headway.api.VehicleOperations;
import io.headway.api.VehicleQueries;
import io.headway.api.VehicleView;
import io.headway.api.WebhookOperations;
import io.headway.api.WebhookRegistry;
import io.headway.config.HeadwayConfig;
import io.headway.model.Position;
import io.headway.store.Database;
import io.headway.store.DeviationReports;
import io.headway.store.Device;
import io.headway.store.DeviceCreation;
import io.headway.store.Devices;
import io.headway.store.Events;
import io.headway.store.HistoryCursor;
import io.headway.store.Page;
import io.headway.store.Vehicle;
import io.headway.store.Vehicles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the REST API asks, answered from the database. */
final class StoredApi {
    private final Vertx vertx;
    private final Database database;
    private final HeadwayConfig config;
    private final Vehicles vehicles;
    private final Devices devices;
    private final Events events;
    private final WebhookRegistry webhooks;

    StoredApi(Vertx vertx, Database database, HeadwayConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.config = config;
        vehicles = new Vehicles(database);
        devices = new Devices(database, config.devices().autoRegister());
        events = new Events(database);
        webhooks = new StoredWebhooks(database, config.webhooks());
    }

    /** Every operation of the contract beside the sending of positions. */
    List<Operations> operations() {
        return List.of(
                new VehicleOperations(vehicles()),
                new DeviceOperations(devices()),
                new EventOperations(events()),
                new WebhookOperations(webhooks),
                new RouteOperations(new StoredRoutes(database)),
                new DeviationOperations(new DeviationReports(database)::list),
                new TripOperations(new StoredTrips(vertx, database, config.trips())));
    }

    private EventQueries events() {
        return (workspaceId, range) -> events.list(
                        workspaceId,
                        new Events.Query(
                                range.types(),
                                range.vehicleId(),
                                Instant.ofEpochMilli(range.fromMs()),
                                range.after(),
                                range.limit()))
                .map(found -> found.stream()
                        .map(stored -> new EventView(stored.sequence(), stored.event()))
                        .toList());
    }

    private VehicleQueries vehicles() {
        return new VehicleQueries() {
            @Override
            public Future<List<VehicleView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
                return vehicles.list(workspaceId, after, limit)
                        .map(page -> page.items().stream().map(StoredApi::view).toList());
            }

            @Override
            public Future<Optional<VehicleView>> find(UUID workspaceId, UUID vehicleId) {
                return vehicles.get(workspaceId, vehicleId).map(found -> found.map(StoredApi::view));
            }

            @Override
            public Future<Optional<Position>> live(UUID workspaceId, UUID vehicleId) {
                return vehicles.live(workspaceId, vehicleId);
            }

            @Override
            public Future<List<Position>> history(UUID workspaceId, UUID vehicleId, HistoryRange range) {
                return vehicles.history(
                                workspaceId,
                                vehicleId,
                                Instant.ofEpochMilli(range.fromMs()),
                                Instant.ofEpochMilli(range.toMs()),
                                range.after().map(key -> new HistoryCursor(key.recordedAtMs(), key.fingerprint())),
                                range.limit())
                        .map(Page::items);
            }
        };
    }

    private DeviceRegistry devices() {
        return new DeviceRegistry() {
            @Override
            public Future<List<DeviceView>> list(UUID workspaceId, Optional<UUID> after, int limit) {
                return devices.list(workspaceId, after, limit)
                        .map(page -> page.items().stream().map(StoredApi::view).toList());
            }

            @Override
            public Future<Creation> create(UUID workspaceId, NewDevice device) {
                var wanted = new io.headway.store.NewDevice(
                        device.uniqueId(), device.protocol(), device.name(), device.vehicleId());
                return devices.create(workspaceId, wanted).map(creation -> switch (creation) {
                    case DeviceCreation.Created created -> new Creation.Created(view(created.device()));
                    case DeviceCreation.UniqueIdTaken _ -> new Creation.UniqueIdTaken();
                    case DeviceCreation.NoSuchVehicle _ -> new Creation.NoSuchVehicle();
                });
            }
        };
    }

    private static VehicleView view(Vehicle vehicle) {
        return new VehicleView(vehicle.id(), vehicle.name(), vehicle.registrationPlate(), vehicle.createdAt());
    }

    private static DeviceView view(Device device) {
        return new DeviceView(
                device.id(),
                device.vehicleId(),
                device.uniqueId(),
                device.protocol(),
                device.name(),
                device.createdAt());
    }
}
