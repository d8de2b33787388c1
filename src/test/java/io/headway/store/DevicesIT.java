package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.model.Source;
import io.headway.testing.DatabaseSettings;
import io.headway.testing.FreshDatabase;
import io.headway.testing.PostgresServer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DevicesIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void an_unknown_device_is_refused_until_it_is_created() throws Exception {
        var devices = new Devices(database, false);
        assertThat(await(devices.findByUniqueId("356307042440000", "teltonika")))
                .isEmpty();
        var created = (DeviceCreation.Created) await(
                devices.create(Rows.OURS, new NewDevice("356307042440000", "teltonika", "Van 7", Optional.empty())));
        assertThat(await(devices.findByUniqueId("356307042440000", "json")))
                .contains(new Source(
                        Rows.OURS,
                        created.device().vehicleId(),
                        created.device().id(),
                        "json"));
        assertThat(await(new Vehicles(database).get(Rows.OURS, created.device().vehicleId())))
                .map(Vehicle::name)
                .contains("Van 7");
    }

    @Test
    void an_identity_that_is_taken_leaves_no_vehicle_behind() throws Exception {
        var devices = new Devices(database, false);
        await(devices.create(Rows.OURS, new NewDevice("taken", null, "first", Optional.empty())));
        var before = FRESH.value("select count(*) from vehicles");
        assertThat(await(devices.create(Rows.OURS, new NewDevice("taken", null, "second", Optional.empty()))))
                .isInstanceOf(DeviceCreation.UniqueIdTaken.class);
        assertThat(FRESH.value("select count(*) from vehicles")).isEqualTo(before);
    }

    @Test
    void a_hundred_logins_at_once_register_one_device() throws Exception {
        var nodes =
                IntStream.range(0, 4).mapToObj(_ -> new Devices(database, true)).toList();
        var logins = IntStream.range(0, 100)
                .mapToObj(i -> nodes.get(i % 4).findByUniqueId("356307042449999", "teltonika"))
                .toList();
        var sources = new HashSet<Source>();
        for (var login : logins) {
            sources.add(await(login).orElseThrow());
        }
        assertThat(sources).hasSize(1);
        assertThat(sources.iterator().next().workspaceId()).isEqualTo(Workspaces.DEFAULT_ID);
        assertThat(FRESH.value("select count(*) from devices where unique_id = '356307042449999'"))
                .isEqualTo("1");
    }

    @Test
    void what_cannot_be_an_identity_is_refused_without_asking() throws Exception {
        var devices = new Devices(database, true);
        for (var text : new String[] {"", "a\u0000b", "a b", "x".repeat(65), "\u00e4"}) {
            assertThat(await(devices.findByUniqueId(text, "teltonika"))).isEmpty();
        }
    }

    @Test
    void pages_are_in_order_and_complete() throws Exception {
        var devices = new Devices(database, false);
        var workspace = UUID.randomUUID();
        for (var i = 0; i < 5; i++) {
            await(devices.create(workspace, new NewDevice("paged-" + i, null, "p", Optional.empty())));
        }
        var seen = new HashSet<String>();
        var after = Optional.<UUID>empty();
        for (var more = true; more; ) {
            var page = await(devices.list(workspace, after, 2));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items()
                    .forEach(device -> assertThat(seen.add(device.uniqueId())).isTrue());
            after = Optional.of(page.items().getLast().id());
            more = page.more();
        }
        assertThat(seen).hasSize(5);
    }

    @Test
    void a_known_device_logs_in_while_the_database_is_down_and_queries_recover(@TempDir Path folder) throws Exception {
        try (var server = PostgresServer.start(folder)) {
            var url = server.createDatabase();
            var text = "postgresql://%s:%s@%s:%d/%s"
                    .formatted(url.user(), url.password(), url.host(), url.port(), url.database());
            var own = await(Database.open(vertx, new DatabaseSettings(Optional.of(text), "", 0, 2, 1_000, 2_000), 1));
            var devices = new Devices(own, true);
            var source = await(devices.findByUniqueId("known", "teltonika"));
            server.stop();
            assertThat(await(devices.findByUniqueId("known", "teltonika"))).isEqualTo(source);
            assertThatThrownBy(() -> await(devices.findByUniqueId("stranger", "teltonika")))
                    .isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> await(own.ping())).isInstanceOf(ExecutionException.class);
            server.restart();
            await(own.ping().recover(_ -> own.ping()));
            assertThat(await(devices.findByUniqueId("stranger", "teltonika"))).isPresent();
            await(own.close());
        }
    }
}
