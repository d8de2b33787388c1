package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Derived;
import io.headway.model.Source;
import io.headway.model.StatusReport;
import io.headway.model.VehicleLife;
import io.headway.model.VehicleReport;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reports without a fix on a real PostgreSQL. */
class VehicleReportsIT {
    private static final long NOON = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private final Vertx vertx = Vertx.vertx();
    private Database database;
    private PositionWriter writer;
    private UUID vehicle;

    @BeforeEach
    void open() throws Exception {
        database = await(Database.open(vertx, FRESH.settings(), 1));
        writer = new PositionWriter(vertx, database.connectOptions(), 10_000, database.partitions());
        vehicle = Rows.vehicle(FRESH, Rows.OURS);
    }

    @AfterEach
    void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    private VehicleReport report(long atMs, String attributes) {
        var source = new Source(Rows.OURS, vehicle, null, "test");
        return VehicleReport.of(source, new StatusReport(atMs, attributes), NOON + 3_600_000);
    }

    private void write(VehicleReport... reports) throws Exception {
        await(writer.write(List.of(), List.of(), new Derived(List.of(), List.of(), List.of(), List.of(reports))));
    }

    private VehicleLife life() throws Exception {
        return await(new Vehicles(database).life(Rows.OURS, vehicle)).orElseThrow();
    }

    private JsonObject attributes() throws Exception {
        return new JsonObject(life().attributes());
    }

    @Test
    void each_attribute_keeps_its_newest_value() throws Exception {
        write(report(NOON, "{\"ignition\":true,\"battery_pct\":50}"));
        write(report(NOON + 1_000, "{\"ignition\":false}"));

        assertThat(attributes()).isEqualTo(new JsonObject("{\"ignition\":false,\"battery_pct\":50}"));
        assertThat(life().reportedAt()).isEqualTo(Instant.ofEpochMilli(NOON + 1_000));
    }

    @Test
    void an_older_report_that_comes_late_only_fills_in() throws Exception {
        write(report(NOON, "{\"ignition\":true}"));
        write(report(NOON - 1_000, "{\"ignition\":false,\"battery_pct\":50}"));

        assertThat(attributes()).isEqualTo(new JsonObject("{\"ignition\":true,\"battery_pct\":50}"));
        assertThat(life().reportedAt()).isEqualTo(Instant.ofEpochMilli(NOON));
    }

    @Test
    void reports_of_one_vehicle_in_one_batch_are_joined_by_their_time() throws Exception {
        write(
                report(NOON + 2_000, "{\"ignition\":true}"),
                report(NOON + 1_000, "{\"ignition\":false,\"door\":true}"),
                report(NOON + 3_000, "{}"));

        assertThat(attributes()).isEqualTo(new JsonObject("{\"ignition\":true,\"door\":true}"));
        assertThat(life().reportedAt()).isEqualTo(Instant.ofEpochMilli(NOON + 3_000));
    }

    @Test
    void a_clock_that_is_ahead_or_unset_does_not_stop_later_reports() throws Exception {
        write(report(Long.MAX_VALUE, "{\"ignition\":true}"));
        write(report(Long.MIN_VALUE, "{\"ignition\":false}"));

        assertThat(attributes()).isEqualTo(new JsonObject("{\"ignition\":false}"));
    }

    @Test
    void a_newer_position_counts_before_an_older_report_and_the_other_way_round() throws Exception {
        var day = Instant.ofEpochMilli(NOON);
        await(database.partitions().ensureFor(Set.of(LocalDate.of(2026, 11, 21))));
        Rows.position(FRESH, Rows.OURS, vehicle, day, 1, true);
        write(report(NOON - 1_000, "{\"ignition\":false,\"battery_pct\":50}"));
        assertThat(attributes()).isEqualTo(new JsonObject("{\"ignition\":true,\"battery_pct\":50}"));

        write(report(NOON + 1_000, "{\"ignition\":false}"));
        assertThat(attributes().getBoolean("ignition")).isFalse();
    }

    @Test
    void a_vehicle_of_another_workspace_is_not_told_of() throws Exception {
        write(report(NOON, "{\"ignition\":true}"));
        assertThat(await(new Vehicles(database).life(Rows.THEIRS, vehicle))).isEmpty();
    }

    @Test
    void nothing_is_known_of_a_vehicle_that_never_sent_anything() throws Exception {
        assertThat(life()).isEqualTo(new VehicleLife(vehicle, false, null, null, "{}"));
    }
}
