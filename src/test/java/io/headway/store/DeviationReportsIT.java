package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.DeviationReport;
import io.headway.model.DeviationReport.Query;
import io.headway.model.DeviationReport.Which;
import io.headway.model.TimedId;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeviationReportsIT {
    private static final Instant T0 = Instant.parse("2026-11-21T08:00:00Z");
    private static final UUID BUS = new UUID(7, 1);
    private static final UUID TRAM = new UUID(7, 2);
    private static final UUID CLOSED = new UUID(1, 1);
    private static final UUID OPEN = new UUID(1, 2);
    private static final UUID OF_TRAM = new UUID(1, 3);
    private static final UUID FOREIGN = new UUID(1, 4);

    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        insert(CLOSED, Rows.OURS, BUS, 0, "'2026-11-21T08:04:30.500Z', 'rejoined'");
        insert(OPEN, Rows.OURS, BUS, 600, "null, null");
        insert(OF_TRAM, Rows.OURS, TRAM, 600, "null, null");
        insert(FOREIGN, Rows.THEIRS, BUS, 700, "null, null");
    }

    private static void insert(UUID id, UUID workspace, UUID vehicle, int atS, String end) throws Exception {
        FRESH.execute("""
                insert into deviations (id, workspace_id, deployment_id, route_id, vehicle_id, severity, started_at, ended_at, end_reason,
                    max_distance_m, path)
                values ('%s', '%s', gen_random_uuid(), gen_random_uuid(), '%s', 'critical', '%s', %s, 212.4, '[[11.1, 49.2]]')""".formatted(id, workspace, vehicle, T0.plusSeconds(atS), end));
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void open_closed_and_all_are_those_of_the_workspace_newest_first() throws Exception {
        assertThat(ids(Rows.OURS, new Query(Which.OPEN, null, 0, TimedId.FIRST, 10)))
                .containsExactly(OF_TRAM, OPEN);
        assertThat(ids(Rows.OURS, new Query(Which.CLOSED, null, 0, TimedId.FIRST, 10)))
                .containsExactly(CLOSED);
        assertThat(ids(Rows.OURS, new Query(Which.ALL, null, 0, TimedId.FIRST, 10)))
                .containsExactly(OF_TRAM, OPEN, CLOSED);
        assertThat(ids(Rows.THEIRS, new Query(Which.ALL, null, 0, TimedId.FIRST, 10)))
                .containsExactly(FOREIGN);
    }

    @Test
    void they_can_be_narrowed_to_a_vehicle_and_a_time() throws Exception {
        assertThat(ids(Rows.OURS, new Query(Which.ALL, BUS, 0, TimedId.FIRST, 10)))
                .containsExactly(OPEN, CLOSED);
        assertThat(ids(Rows.OURS, new Query(Which.ALL, BUS, T0.toEpochMilli() + 1, TimedId.FIRST, 10)))
                .containsExactly(OPEN);
        assertThat(ids(Rows.OURS, new Query(Which.ALL, BUS, T0.toEpochMilli(), TimedId.FIRST, 10)))
                .containsExactly(OPEN, CLOSED);
    }

    @Test
    void pages_follow_each_other_also_through_equal_times() throws Exception {
        var first =
                await(new DeviationReports(database).list(Rows.OURS, new Query(Which.ALL, null, 0, TimedId.FIRST, 1)));
        var place = first.getLast().startedAt();
        assertThat(place.id()).isEqualTo(OF_TRAM);
        assertThat(ids(Rows.OURS, new Query(Which.ALL, null, 0, place, 10))).containsExactly(OPEN, CLOSED);
    }

    @Test
    void a_closed_one_has_its_end_and_its_path() throws Exception {
        var query = new Query(Which.CLOSED, null, 0, TimedId.FIRST, 1);
        var closed =
                await(new DeviationReports(database).list(Rows.OURS, query)).getFirst();
        assertThat(closed.endedAtMs() - closed.startedAt().atMs()).isEqualTo(270_500);
        assertThat(closed.endReason()).isEqualTo("rejoined");
        assertThat(closed.severity()).isEqualTo("critical");
        assertThat(closed.maxDistanceM()).isEqualTo(212.4);
        assertThat(new JsonArray(closed.path())).isEqualTo(new JsonArray("[[11.1,49.2]]"));
    }

    private static List<UUID> ids(UUID workspace, Query query) throws Exception {
        return await(new DeviationReports(database).list(workspace, query)).stream()
                .map(DeviationReport::startedAt)
                .map(TimedId::id)
                .toList();
    }
}
