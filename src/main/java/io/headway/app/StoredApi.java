package io.headway.app;

import io.headway.api.DeviationOperations;
import io.headway.api.DeviceOperations;
import io.headway.api.EventOperations;
import io.headway.api.GeofenceOperations;
import io.headway.api.Operations;
import io.headway.api.RouteOperations;
import io.headway.api.SettingsOperations;
import io.headway.api.TripOperations;
import io.headway.api.VehicleGroupOperations;
import io.headway.api.VehicleOperations;
import io.headway.api.VisitOperations;
import io.headway.api.WebhookOperations;
import io.headway.config.HeadwayConfig;
import io.headway.store.Database;
import io.headway.store.DeviationReports;
import io.vertx.core.Vertx;
import java.util.List;

/** What the REST API asks, answered from the database: one adapter for each kind of resource. Any thread. */
final class StoredApi {
    private final List<Operations> operations;

    StoredApi(Vertx vertx, Database database, HeadwayConfig config) {
        var vehicles = new StoredVehicles(database);
        var geofences = new StoredGeofences(vertx, database);
        operations = List.of(
                new VehicleOperations(vehicles, vehicles),
                new DeviceOperations(
                        new StoredDevices(database, config.devices().autoRegister())),
                new GeofenceOperations(geofences, geofences),
                new VisitOperations(new StoredVisits(database), geofences, vehicles),
                new VehicleGroupOperations(new StoredVehicleGroups(database)),
                new SettingsOperations(new StoredSettings(database)),
                new EventOperations(new StoredEvents(database)),
                new WebhookOperations(new StoredWebhooks(database, config.webhooks())),
                new RouteOperations(new StoredRoutes(database)),
                new DeviationOperations(new DeviationReports(database)::list),
                new TripOperations(new StoredTrips(vertx, database, config.trips())));
    }

    /** Every operation of the contract beside the sending of positions. */
    List<Operations> operations() {
        return operations;
    }
}
