package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VehiclesIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static final Instant START = Instant.parse("2025-06-01T23:59:58Z");
    private static Vertx vertx;
    private static Database database;
    private static Vehicles vehicles;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        vehicles = new Vehicles(database);
        var days =
                LocalDate.of(2025, 3, 1).datesUntil(LocalDate.of(2025, 6, 10)).toList();
        await(database.partitions().ensureFor(days));
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void a_position_is_read_as_it_was_written() throws Exception {
        var vehicle = Rows.vehicle(FRESH, Rows.OURS);
        Rows.position(FRESH, Rows.OURS, vehicle, START.plusMillis(7), -5, true);
        var expected = new Position(
                new Source(Rows.OURS, vehicle, null, StoredPositions.PROTOCOL),
                new Fix(
                        START.toEpochMilli() + 7,
                        52.5,
                        13.4,
                        Float.NaN,
                        31.5f,
                        Float.NaN,
                        Float.NaN,
                        -1,
                        true,
                        "{\"ignition\": true}"),
                -5,
                1_767_323_045_000_006L);
        assertThat(await(vehicles.live(Rows.OURS, vehicle))).contains(expected);
    }

    @Test
    void history_is_complete_in_order_and_across_midnight_whatever_the_page() throws Exception {
        var vehicle = Rows.vehicle(FRESH, Rows.OURS);
        var written = new ArrayList<Long>();
        for (var second = 0; second < 5; second++) {
            // Two records of one instant each; fingerprints sort as signed numbers.
            Rows.position(FRESH, Rows.OURS, vehicle, START.plusSeconds(second), -100 + second, true);
            Rows.position(FRESH, Rows.OURS, vehicle, START.plusSeconds(second), 100 + second, true);
            written.add(-100L + second);
            written.add(100L + second);
        }
        for (var limit = 1; limit <= 11; limit++) {
            assertThat(historyOf(vehicle, START, START.plusSeconds(5), limit)).isEqualTo(written);
        }
        assertThat(historyOf(vehicle, START.plusSeconds(1), START.plusSeconds(2), 3))
                .isEqualTo(written.subList(2, 4));
    }

    @Test
    void the_last_fix_is_the_newest_valid_one_however_late_others_come() throws Exception {
        var vehicle = Rows.vehicle(FRESH, Rows.OURS);
        var silent = Rows.vehicle(FRESH, Rows.OURS);
        Rows.position(FRESH, Rows.OURS, vehicle, START, 1, true);
        Rows.position(FRESH, Rows.OURS, vehicle, START, 2, true);
        Rows.position(FRESH, Rows.OURS, vehicle, START.plusSeconds(60), 3, false);
        Rows.position(FRESH, Rows.OURS, vehicle, START.minus(Duration.ofDays(40)), 4, true);
        assertThat(await(vehicles.live(Rows.OURS, vehicle)))
                .map(Position::fingerprint)
                .contains(2L);
        assertThat(await(vehicles.live(Rows.OURS, silent))).isEmpty();
        var last = new LastFixes(database, 1_000);
        assertThat(await(last.lastKnown(Rows.OURS)))
                .filteredOn(position -> position.vehicleId().equals(vehicle))
                .extracting(Position::fingerprint)
                .containsExactly(2L);
    }

    @Test
    void a_snapshot_of_more_vehicles_than_one_query_takes_is_whole_and_bounded() throws Exception {
        var workspace = UUID.randomUUID();
        Rows.workspace(FRESH, workspace);
        FRESH.execute("""
                insert into vehicles (id, workspace_id, name) select gen_random_uuid(), '%1$s', 'v' from generate_series(1, 4500);
                insert into positions (recorded_at, received_at, fingerprint, latitude, longitude, fix_valid, workspace_id, vehicle_id,
                    attributes)
                select '2025-06-01T12:00:00Z', now(), 1, 1, 1, true, '%1$s', id, '{}' from vehicles where workspace_id = '%1$s'""".formatted(workspace));
        assertThat(await(new LastFixes(database, 10_000).lastKnown(workspace)))
                .extracting(Position::vehicleId)
                .hasSize(4_500)
                .doesNotHaveDuplicates();
        assertThat(await(new LastFixes(database, 2_500).lastKnown(workspace))).hasSize(2_500);
    }

    @Test
    void the_last_fix_is_found_by_walking_partitions_from_the_newest() throws Exception {
        var vehicle = Rows.vehicle(FRESH, Rows.OURS);
        Rows.position(FRESH, Rows.OURS, vehicle, Instant.parse("2025-06-09T00:00:00Z"), 1, true);
        var plan = FRESH.value("""
                select string_agg(line, e'\\n') from explain_analyze($$
                select * from positions p where p.vehicle_id = '%s' and p.workspace_id = '%s' and p.fix_valid
                order by p.recorded_at desc, p.fingerprint desc limit 1$$) line""".formatted(vehicle, Rows.OURS));
        assertThat(plan).doesNotContain("Sort").contains("never executed");
    }

    @BeforeAll
    static void make_plans_visible() throws Exception {
        FRESH.execute("""
                create function explain_analyze(query text) returns setof text language plpgsql as
                'begin return query execute ''explain analyze '' || query; end'""");
    }

    private static List<Long> historyOf(UUID vehicle, Instant from, Instant to, int limit) throws Exception {
        var found = new ArrayList<Long>();
        var cursor = Optional.<HistoryCursor>empty();
        for (var more = true; more; ) {
            var page = await(vehicles.history(Rows.OURS, vehicle, from, to, cursor, limit));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(position -> found.add(position.fingerprint()));
            more = page.more();
            cursor = HistoryCursor.parse(
                    HistoryCursor.after(page.items().getLast()).text());
            assertThat(cursor).isPresent();
        }
        return found;
    }
}
