package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.model.Event;
import io.headway.model.EventId;
import io.headway.model.EventType;
import io.headway.model.ExitReason;
import io.headway.model.Geofence;
import io.headway.model.GeofenceChange;
import io.headway.model.GeofenceDraft;
import io.headway.model.NamedVisit;
import io.headway.model.Schedule;
import io.headway.model.TimedId;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GeofencesIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static final String CIRCLE = "{\"type\":\"Point\",\"coordinates\":[11.07,49.45]}";

    private static Vertx vertx;
    private static Database database;
    private static Geofences geofences;
    private static GeofenceVisits visits;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        geofences = new Geofences(database);
        visits = new GeofenceVisits(database);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @Test
    void a_geofence_is_made_in_a_workspace_that_has_no_rows_yet_and_read_back() throws Exception {
        var workspace = UUID.randomUUID();
        var window = new Schedule.Window(Set.of(DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));
        var draft = new GeofenceDraft(
                "Depot",
                "depot",
                "#aabbcc",
                CIRCLE,
                150.5,
                null,
                null,
                null,
                new Schedule(ZoneId.of("Europe/Berlin"), List.of(window)),
                300,
                2,
                10,
                3,
                20,
                "{\"gate\":4}");
        var made = stored(await(geofences.create(workspace, draft)));
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.schedule()).isEqualTo(draft.schedule());
        assertThat(new JsonObject(made.geometry())).isEqualTo(new JsonObject(CIRCLE));
        assertThat(await(geofences.get(workspace, made.id()))).contains(made);
        assertThat(await(geofences.list(workspace, Optional.empty(), Optional.empty(), 10))
                        .items())
                .containsExactly(made);
    }

    @Test
    void vehicles_and_groups_of_others_are_named_and_nothing_is_stored() throws Exception {
        var workspace = workspace();
        var ours = Rows.vehicle(FRESH, workspace);
        var theirs = Rows.vehicle(FRESH, workspace());
        var group = UUID.randomUUID();
        var draft = scoped(List.of(ours, theirs), List.of(group));
        assertThat(await(geofences.create(workspace, draft)))
                .isEqualTo(new GeofenceChange.UnknownScope(List.of(theirs), List.of(group)));
        assertThat(await(geofences.list(workspace, Optional.empty(), Optional.empty(), 10))
                        .items())
                .isEmpty();
        var fence = make(workspace, named("f"));
        assertThat(await(geofences.replace(workspace, fence.id(), draft, "me")))
                .isInstanceOf(GeofenceChange.UnknownScope.class);
        assertThat(await(geofences.get(workspace, fence.id()))).contains(fence);
    }

    @Test
    void a_change_of_the_rules_raises_the_version_and_ends_the_visits_once() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("before"));
        var inside = Rows.vehicle(FRESH, workspace);
        var left = Rows.vehicle(FRESH, workspace);
        var visit = visit(fence, inside, "now() - interval '90 seconds'", null);
        visit(fence, left, "now() - interval '1 hour'", "now() - interval '30 minutes'");
        var elsewhere = visit(make(workspace, named("other")), inside, "now() - interval '5 seconds'", null);

        var change = (GeofenceChange.Stored)
                await(geofences.replace(workspace, fence.id(), circle("after", 99), "dispatcher-1"));
        var after = change.geofence();
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.createdAtMs()).isEqualTo(fence.createdAtMs());
        assertThat(after.updatedAtMs()).isGreaterThanOrEqualTo(fence.updatedAtMs());

        assertThat(change.events()).hasSize(1);
        var event = change.events().getFirst();
        assertThat(event.id())
                .isEqualTo(EventId.of(inside, fence.id(), EventType.GEOFENCE_EXITED.wireName(), after.updatedAtMs()));
        assertThat(event.occurredAtMs()).isEqualTo(after.updatedAtMs());
        assertThat(event.actorId()).isEqualTo("dispatcher-1");
        var data = new JsonObject(event.data());
        assertThat(data.getString("visit_id")).isEqualTo(visit.toString());
        assertThat(data.getString("geofence_name")).isEqualTo("after");
        assertThat(data.getString("reason")).isEqualTo("geofence_changed");
        assertThat(data.getInteger("duration_s")).isBetween(90, 100);

        assertThat(exit(visit)).isEqualTo("geofence_changed " + after.updatedAtMs());
        assertThat(exit(elsewhere)).isNull();
        assertThat(eventsOf(inside)).isEqualTo("1");
        assertThat(eventsOf(left)).isEqualTo("0");

        assertThat(((GeofenceChange.Stored) await(geofences.replace(workspace, fence.id(), circle("after", 98), "me")))
                        .events())
                .isEmpty();
    }

    @Test
    void a_shard_that_ended_the_visit_first_is_not_repeated() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("f"));
        var vehicle = Rows.vehicle(FRESH, workspace);
        visit(fence, vehicle, "now() - interval '1 minute'", null);
        var change = (GeofenceChange.Stored) await(geofences.replace(workspace, fence.id(), circle("f", 50), null));
        // What the shard writes when it hears of the change: the same id, so the same row.
        var event = change.events().getFirst();
        FRESH.execute("""
                insert into events (event_id, event_type, workspace_id, vehicle_id, occurred_at, data)
                values ('%s', 'geofence.exited', '%s', '%s', '%s', '{}') on conflict do nothing""".formatted(event.id(), workspace, vehicle, Instant.ofEpochMilli(event.occurredAtMs())));
        assertThat(eventsOf(vehicle)).isEqualTo("1");
    }

    @Test
    void what_it_is_called_changes_nothing_for_the_vehicles_inside() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("before"));
        var vehicle = Rows.vehicle(FRESH, workspace);
        var visit = visit(fence, vehicle, "now() - interval '1 minute'", null);
        var renamed = new GeofenceDraft(
                "after",
                "customer",
                "#000000",
                fence.geometry(),
                100.0,
                null,
                null,
                null,
                null,
                null,
                1,
                0,
                1,
                0,
                "{\"a\":1}");
        var change = (GeofenceChange.Stored) await(geofences.replace(workspace, fence.id(), renamed, "me"));
        assertThat(change.events()).isEmpty();
        assertThat(change.geofence().version()).isEqualTo(1);
        assertThat(change.geofence().updatedAtMs()).isEqualTo(fence.updatedAtMs());
        assertThat(change.geofence().name()).isEqualTo("after");
        assertThat(exit(visit)).isNull();
    }

    @Test
    void a_deletion_ends_the_visits_and_leaves_them_to_be_read() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("f"));
        var vehicle = Rows.vehicle(FRESH, workspace);
        var visit = visit(fence, vehicle, "now() - interval '10 seconds'", null);
        var ahead = visit(
                fence,
                Rows.vehicle(FRESH, workspace),
                "date_trunc('milliseconds', now() + interval '2 minutes')",
                null);

        var events = await(geofences.delete(workspace, fence.id(), "me")).orElseThrow();
        assertThat(events).hasSize(2).extracting(Event::type).containsOnly(EventType.GEOFENCE_EXITED);
        var deletedAtMs = await(new GeofenceCatalogue(database).deleted(workspace))
                .getFirst()
                .deletedAtMs();
        assertThat(exit(visit)).isEqualTo("geofence_deleted " + deletedAtMs);
        assertThat(FRESH.value(
                        "select exited_at = entered_at from geofence_visits where visit_id = '%s'".formatted(ahead)))
                .isEqualTo("t");
        assertThat(await(geofences.get(workspace, fence.id()))).isEmpty();
        assertThat(await(geofences.delete(workspace, fence.id(), "me"))).isEmpty();
        assertThat(await(visits.known(workspace, fence.id()))).isTrue();
        assertThat(await(visits.visits(workspace, fence.id(), 0, 4_000_000_000_000L, TimedId.FIRST, 10))
                        .items())
                .extracting(named -> named.visit().exitReason())
                .containsExactly(ExitReason.GEOFENCE_DELETED, ExitReason.GEOFENCE_DELETED);
    }

    @Test
    void a_change_whose_events_cannot_be_written_does_not_happen() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("f"));
        // Its exit would fall on a month that has no partition.
        var visit = visit(fence, Rows.vehicle(FRESH, workspace), "'2199-01-01T00:00:00Z'", null);
        assertThatThrownBy(() -> await(geofences.replace(workspace, fence.id(), circle("f", 50), "me")))
                .hasRootCauseInstanceOf(PgException.class);
        assertThatThrownBy(() -> await(geofences.delete(workspace, fence.id(), "me")))
                .hasRootCauseInstanceOf(PgException.class);
        assertThat(await(geofences.get(workspace, fence.id()))).contains(fence);
        assertThat(exit(visit)).isNull();
    }

    @Test
    void pages_are_in_order_complete_and_of_one_type() throws Exception {
        var workspace = workspace();
        var made = new ArrayList<UUID>();
        for (var i = 0; i < 5; i++) {
            made.add(make(workspace, named("f" + i)).id());
        }
        make(
                workspace,
                new GeofenceDraft("t", "toll", null, CIRCLE, 9.0, null, null, null, null, null, 1, 0, 1, 0, "{}"));
        var seen = new ArrayList<UUID>();
        var after = Optional.<UUID>empty();
        for (var more = true; more; ) {
            var page = await(geofences.list(workspace, Optional.of("depot"), after, 2));
            page.items().forEach(fence -> seen.add(fence.id()));
            after = Optional.of(page.items().getLast().id());
            more = page.more();
        }
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void visits_of_a_range_are_paged_newest_first_through_equal_times() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("f"));
        var vehicle = Rows.vehicle(FRESH, workspace);
        visit(fence, vehicle, "'2026-03-01T08:00:00Z'", "'2026-03-01T09:59:59.999Z'");
        var overlapping = visit(fence, vehicle, "'2026-03-01T09:00:00Z'", "'2026-03-01T10:00:00Z'");
        var first = visit(fence, vehicle, "'2026-03-01T10:30:00.123Z'", "'2026-03-01T10:40:00Z'");
        var second = visit(fence, vehicle, "'2026-03-01T10:30:00.123Z'", null);
        visit(fence, vehicle, "'2026-03-01T11:00:00Z'", null);
        var fromMs = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
        var toMs = Instant.parse("2026-03-01T11:00:00Z").toEpochMilli();

        var seen = new ArrayList<UUID>();
        var before = TimedId.FIRST;
        for (var more = true; more; ) {
            var page = await(visits.visits(workspace, fence.id(), fromMs, toMs, before, 1));
            var last = page.items().getLast().visit();
            seen.add(last.id());
            before = new TimedId(last.enteredAtMs() * 1_000, last.id());
            more = page.more();
        }
        assertThat(seen).hasSize(3).containsOnlyOnce(first, second, overlapping).endsWith(overlapping);
    }

    @Test
    void who_is_inside_is_told_from_both_sides() throws Exception {
        var workspace = workspace();
        var fence = make(workspace, named("f"));
        var vehicle = Rows.vehicle(FRESH, workspace);
        visit(fence, vehicle, "now() - interval '1 hour'", "now()");
        var open = visit(fence, vehicle, "now()", null);
        for (var page : List.of(
                await(visits.insideOf(workspace, fence.id(), TimedId.FIRST, 10)),
                await(visits.ofVehicle(workspace, vehicle, TimedId.FIRST, 10)))) {
            assertThat(page.items()).extracting(named -> named.visit().id()).containsExactly(open);
            assertThat(page.items().getFirst())
                    .extracting(NamedVisit::vehicleName, NamedVisit::geofenceName, NamedVisit::geofenceType)
                    .containsExactly("v", "f", "depot");
        }
    }

    @Test
    void another_workspace_sees_and_changes_nothing() throws Exception {
        var owner = workspace();
        var other = workspace();
        var fence = make(owner, named("f"));
        var vehicle = Rows.vehicle(FRESH, owner);
        var visit = visit(fence, vehicle, "now()", null);
        assertThat(await(geofences.get(other, fence.id()))).isEmpty();
        assertThat(await(geofences.list(other, Optional.empty(), Optional.empty(), 10))
                        .items())
                .isEmpty();
        assertThat(await(geofences.replace(other, fence.id(), named("mine"), "x")))
                .isInstanceOf(GeofenceChange.NoSuchGeofence.class);
        assertThat(await(geofences.delete(other, fence.id(), "x"))).isEmpty();
        assertThat(await(visits.known(other, fence.id()))).isFalse();
        assertThat(await(visits.insideOf(other, fence.id(), TimedId.FIRST, 10)).items())
                .isEmpty();
        assertThat(await(visits.ofVehicle(other, vehicle, TimedId.FIRST, 10)).items())
                .isEmpty();
        assertThat(await(visits.visits(other, fence.id(), 0, 4_000_000_000_000L, TimedId.FIRST, 10))
                        .items())
                .isEmpty();
        assertThat(await(geofences.get(owner, fence.id()))).contains(fence);
        assertThat(exit(visit)).isNull();
    }

    private static Geofence make(UUID workspace, GeofenceDraft draft) throws Exception {
        return stored(await(geofences.create(workspace, draft)));
    }

    private static Geofence stored(GeofenceChange change) {
        assertThat(change).isInstanceOf(GeofenceChange.Stored.class);
        return ((GeofenceChange.Stored) change).geofence();
    }

    private static GeofenceDraft named(String name) {
        return circle(name, 100);
    }

    private static GeofenceDraft circle(String name, double radiusM) {
        return new GeofenceDraft(name, "depot", null, CIRCLE, radiusM, null, null, null, null, null, 1, 0, 1, 0, "{}");
    }

    private static GeofenceDraft scoped(List<UUID> vehicles, List<UUID> groups) {
        return new GeofenceDraft("s", "depot", null, CIRCLE, 9.0, null, vehicles, groups, null, null, 1, 0, 1, 0, "{}");
    }

    private static UUID workspace() throws Exception {
        var id = UUID.randomUUID();
        Rows.workspace(FRESH, id);
        return id;
    }

    /** Times are SQL expressions. */
    private static UUID visit(Geofence fence, UUID vehicle, String enteredAt, String exitedAt) throws Exception {
        var id = UUID.randomUUID();
        FRESH.execute("""
                insert into geofence_visits (visit_id, workspace_id, geofence_id, geofence_version, vehicle_id, entered_at, initial,
                    exited_at, exit_reason)
                values ('%s', '%s', '%s', %d, '%s', %s, false, %s, %s)""".formatted(
                        id,
                        fence.workspaceId(),
                        fence.id(),
                        fence.version(),
                        vehicle,
                        enteredAt,
                        exitedAt,
                        exitedAt == null ? null : "'left'"));
        return id;
    }

    /** Reason and time in milliseconds; null while it is open. */
    private static String exit(UUID visit) throws Exception {
        return FRESH.value(
                "select exit_reason || ' ' || (extract(epoch from exited_at) * 1000)::int8 from geofence_visits"
                        + " where visit_id = '" + visit + "'");
    }

    private static String eventsOf(UUID vehicle) throws Exception {
        return FRESH.value("select count(*) from events where vehicle_id = '" + vehicle + "'");
    }
}
