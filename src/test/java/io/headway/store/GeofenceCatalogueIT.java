package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.DeletedGeofence;
import io.headway.model.Geofence;
import io.headway.model.Schedule;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GeofenceCatalogueIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static GeofenceCatalogue catalogue;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        catalogue = new GeofenceCatalogue(database);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void a_geofence_is_loaded_with_all_it_has() throws Exception {
        var workspace = workspace();
        var vehicle = UUID.randomUUID();
        var group = UUID.randomUUID();
        var id = UUID.randomUUID();
        FRESH.execute("""
                insert into geofences (id, workspace_id, name, type, color, geometry, radius_m, vehicle_ids, group_ids, schedule, dwell_s,
                    enter_min_fixes, enter_min_s, exit_min_fixes, exit_min_s, metadata, version, created_at, updated_at)
                values ('%s', '%s', 'Depot', 'depot', '#aabbcc', '{"type": "Point", "coordinates": [13.4, 52.5]}', 150.5, '{%s}', '{%s}',
                    '{"time_zone": "Europe/Berlin", "windows": [{"days": ["fri", "sun"], "from": "22:00", "to": "06:00"}]}', 300,
                    2, 10, 3, 20, '{"gate": 4}', 7, '2026-03-01T10:00:00.123Z', '2026-03-02T10:00:00.456Z')""".formatted(id, workspace, vehicle, group));

        var window = new Schedule.Window(
                Set.of(DayOfWeek.FRIDAY, DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));
        assertThat(await(catalogue.loadAll(workspace)))
                .containsExactly(new Geofence(
                        id,
                        workspace,
                        "Depot",
                        "depot",
                        "#aabbcc",
                        "{\"type\": \"Point\", \"coordinates\": [13.4, 52.5]}",
                        150.5,
                        null,
                        List.of(vehicle),
                        List.of(group),
                        new Schedule(ZoneId.of("Europe/Berlin"), List.of(window)),
                        300,
                        2,
                        10,
                        3,
                        20,
                        "{\"gate\": 4}",
                        7,
                        1_772_359_200_123L,
                        1_772_445_600_456L));
    }

    @Test
    void portions_are_joined_without_gap_or_repetition() throws Exception {
        var workspace = workspace();
        fences(workspace, 2_500);
        var ids = new HashSet<UUID>();
        for (var fence : await(catalogue.loadAll(workspace))) {
            assertThat(ids.add(fence.id())).isTrue();
        }
        assertThat(ids).hasSize(2_500);
    }

    @Test
    void deleted_geofences_are_told_apart_and_forgotten_after_a_day() throws Exception {
        var workspace = workspace();
        var today = fence(workspace, "'2026-01-01'", "date_trunc('milliseconds', now() - interval '2 hours')");
        fence(workspace, "'2026-01-01'", "now() - interval '25 hours'");
        var live = fence(workspace, "now()", "null");

        assertThat(await(catalogue.loadAll(workspace))).extracting(Geofence::id).containsExactly(live);
        assertThat(await(catalogue.deleted(workspace)))
                .extracting(DeletedGeofence::id)
                .containsExactly(today);
    }

    @Test
    void groups_are_loaded_with_their_vehicles() throws Exception {
        var workspace = workspace();
        var first = group(workspace, 15_000);
        var second = group(workspace, 3);
        group(workspace, 0);
        var groups = await(catalogue.groups(workspace));
        assertThat(groups).containsOnlyKeys(first, second);
        assertThat(groups.get(first)).hasSize(15_000);
        assertThat(groups.get(second)).hasSize(3);
    }

    @Test
    void another_workspace_sees_nothing() throws Exception {
        var owner = workspace();
        fences(owner, 3);
        fence(owner, "now()", "now()");
        group(owner, 2);
        var other = workspace();
        assertThat(await(catalogue.loadAll(other))).isEmpty();
        assertThat(await(catalogue.deleted(other))).isEmpty();
        assertThat(await(catalogue.groups(other))).isEmpty();
        assertThat(await(catalogue.workspaces())).contains(owner).doesNotContain(other);
    }

    private static UUID workspace() throws Exception {
        var id = UUID.randomUUID();
        Rows.workspace(FRESH, id);
        return id;
    }

    private static void fences(UUID workspace, int count) throws Exception {
        FRESH.execute("""
                insert into geofences (id, workspace_id, name, type, geometry)
                select gen_random_uuid(), '%s', 'f' || n, 'depot', '{"type": "Point", "coordinates": [13.4, 52.5]}'
                from generate_series(1, %d) n""".formatted(workspace, count));
    }

    private static UUID fence(UUID workspace, String createdAt, String deletedAt) throws Exception {
        var id = UUID.randomUUID();
        FRESH.execute("""
                insert into geofences (id, workspace_id, name, type, geometry, radius_m, created_at, deleted_at)
                values ('%s', '%s', 'f', 'depot', '{"type": "Point", "coordinates": [13.4, 52.5]}', 100, %s, %s)""".formatted(id, workspace, createdAt, deletedAt));
        return id;
    }

    private static UUID group(UUID workspace, int vehicles) throws Exception {
        var id = UUID.randomUUID();
        FRESH.execute("insert into vehicle_groups (id, workspace_id, name) values ('%s', '%s', '%s')"
                .formatted(id, workspace, id));
        FRESH.execute("""
                with made as (
                    insert into vehicles (id, workspace_id, name)
                    select gen_random_uuid(), '%1$s', 'v' from generate_series(1, %2$d) returning id)
                select 1 from made;
                insert into vehicle_group_members (workspace_id, group_id, vehicle_id)
                select workspace_id, '%3$s', id from vehicles where workspace_id = '%1$s' limit %2$d""".formatted(workspace, vehicles, id));
        return id;
    }
}
