package io.headway.gateway;

import io.headway.model.Source;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Devices and vehicles in memory. Any thread; answers come on the asking loop, in a later turn, as a database's do. */
final class FakeDirectory implements DeviceDirectory {
    static final UUID OURS = new UUID(1, 1);
    static final UUID THEIRS = new UUID(1, 2);

    private final Map<String, Source> devices = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> workspaceOfVehicle = new ConcurrentHashMap<>();
    private volatile boolean unreachable;
    private volatile Future<Void> gate = Future.succeededFuture();

    Source device(String imei, int number) {
        var source = new Source(OURS, new UUID(2, number), new UUID(3, number), "teltonika");
        devices.put(imei, source);
        return source;
    }

    UUID vehicle(UUID workspace, int number) {
        var vehicle = new UUID(2, number);
        workspaceOfVehicle.put(vehicle, workspace);
        return vehicle;
    }

    void unreachable() {
        unreachable = true;
    }

    /** No answer is given until the promise is completed. */
    Promise<Void> hold() {
        var promise = Promise.<Void>promise();
        gate = promise.future();
        return promise;
    }

    @Override
    public Future<Optional<Source>> find(String uniqueId, String protocol) {
        return later(Optional.ofNullable(devices.get(uniqueId)));
    }

    @Override
    public Future<Boolean> vehicleBelongsTo(UUID vehicleId, UUID workspaceId) {
        return later(workspaceId.equals(workspaceOfVehicle.get(vehicleId)));
    }

    private <T> Future<T> later(T answer) {
        var loop = Vertx.currentContext();
        var promise = Promise.<T>promise();
        gate.onComplete(_ -> loop.runOnContext(_ -> {
            if (unreachable) {
                promise.fail("database is gone");
            } else {
                promise.complete(answer);
            }
        }));
        return promise.future();
    }
}
