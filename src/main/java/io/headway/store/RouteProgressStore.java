package io.headway.store;

import io.headway.model.Event;
import io.headway.model.Position;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the detection of deviations reads and writes: routes under way, and how far each has been judged. Any thread. Futures complete on
 * the caller's context and fail when the database cannot be reached in time. The queries go over all workspaces, since the detection is
 * nobody's; every row carries its own.
 */
public final class RouteProgressStore {
    private static final Logger LOG = LoggerFactory.getLogger(RouteProgressStore.class);
    private static final String CHECK_VIOLATION = "23514";

    private static final String HEADS = """
            select d.id, d.workspace_id, d.route_id, d.vehicle_id, d.status = 'active', r.updated_at, (w.settings->'deviation')::text,
                (r.settings->'deviation')::text
            from route_deployments d join routes r on r.id = d.route_id join workspaces w on w.id = d.workspace_id
            where ($1::uuid is null or d.workspace_id = $1) and d.id > $2
                and (d.status = 'active' or d.id in (select deployment_id from deviations where ended_at is null))
            order by d.id limit $3""";

    /** The bound of the outer time prunes partitions; positions received before the deployment are not its own. */
    private static final String SINCE = "select " + StoredPositions.COLUMNS + """
             from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[]) as v (vehicle_id, workspace_id, recorded_s, received_s)
            cross join lateral (select * from positions o
                where o.vehicle_id = v.vehicle_id and o.workspace_id = v.workspace_id and o.recorded_at > to_timestamp(v.recorded_s)
                and o.received_at >= to_timestamp(v.received_s) order by o.recorded_at, o.fingerprint limit $5) p
            order by p.vehicle_id, p.recorded_at, p.fingerprint""";

    /**
     * What is derived counts only where the deployment is still as it was when it was derived (or was written by this very statement
     * before): of two nodes that have judged the same vehicle, one loses and reads again.
     */
    private static final String WRITE = """
            with moved as (
                update route_deployments d set state = s.state::jsonb, evaluated_until = to_timestamp(s.until)
                from unnest($1::uuid[], $2::text[], $3::float8[], $4::float8[]) as s (id, state, known, until)
                where d.id = s.id and (d.evaluated_until is not distinct from to_timestamp(s.known)
                    or d.evaluated_until = to_timestamp(s.until))
                returning d.id),
            departures as (
                insert into deviations (id, workspace_id, deployment_id, route_id, vehicle_id, severity, started_at, ended_at, end_reason,
                    max_distance_m, path)
                select v.id, v.workspace_id, v.deployment_id, v.route_id, v.vehicle_id, v.severity, to_timestamp(v.started),
                    to_timestamp(v.ended), v.end_reason, v.max_distance_m, v.path::jsonb
                from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::text[], $11::float8[], $12::float8[],
                    $13::text[], $14::float8[], $15::text[]) as v (id, workspace_id, deployment_id, route_id, vehicle_id, severity, started,
                    ended, end_reason, max_distance_m, path)
                where v.deployment_id in (select id from moved)
                on conflict (id) do update set severity = excluded.severity, ended_at = excluded.ended_at, end_reason = excluded.end_reason,
                    max_distance_m = excluded.max_distance_m, path = excluded.path
                where deviations.ended_at is null),
            told as (
                insert into events (event_id, event_type, workspace_id, vehicle_id, actor_id, occurred_at, data)
                select e.id, e.type, e.workspace_id, e.vehicle_id, e.actor_id, to_timestamp(e.occurred), e.data::jsonb
                from unnest($16::uuid[], $17::uuid[], $18::text[], $19::uuid[], $20::uuid[], $21::text[], $22::float8[], $23::text[])
                    with ordinality as e (deployment_id, id, type, workspace_id, vehicle_id, actor_id, occurred, data, number)
                where e.deployment_id in (select id from moved) order by e.number
                on conflict do nothing)
            select id from moved""";

    private final Statements statements;
    private final Partitions partitions;

    /**
     * A route under way, or one that ended and left a deviation open.
     *
     * @param active whether the vehicle drives it still
     * @param routeVersion changes whenever the route does
     * @param workspaceSettings JSON object as text, or null
     * @param routeSettings JSON object as text, or null
     */
    public record Head(
            UUID id,
            UUID workspaceId,
            UUID routeId,
            UUID vehicleId,
            boolean active,
            long routeVersion,
            String workspaceSettings,
            String routeSettings) {}

    /**
     * How far a deployment has been judged.
     *
     * @param deployedAtMs milliseconds since 1970-01-01T00:00Z
     * @param evaluatedUntilMs time of the newest fix that is judged; null when there is none yet
     * @param state what was written with it, JSON as text; null when there is none yet
     */
    public record Judged(UUID id, long deployedAtMs, Long evaluatedUntilMs, String state) {}

    /** A route's path as it is stored: a JSON array of {@code [lng, lat]} as text. */
    public record Path(UUID routeId, String path) {}

    /**
     * What positions are wanted.
     *
     * @param recordedAfterMs exclusive
     * @param receivedFromMs inclusive
     */
    public record Wanted(UUID vehicleId, UUID workspaceId, long recordedAfterMs, long receivedFromMs) {}

    /**
     * A departure from a route in its newest form.
     *
     * @param endedAtMs null while it is open
     * @param endReason null while it is open
     * @param path JSON array of {@code [lng, lat]} as text
     */
    public record Departure(
            UUID id,
            UUID workspaceId,
            UUID deploymentId,
            UUID routeId,
            UUID vehicleId,
            String severity,
            long startedAtMs,
            Long endedAtMs,
            String endReason,
            double maxDistanceM,
            String path) {}

    /**
     * What became of a deployment since it was last written.
     *
     * @param knownUntilMs {@code evaluated_until} as it was read or last written; null for none
     * @param untilMs what it is to be
     * @param departures each once
     * @param events in their order
     */
    public record Change(
            UUID deploymentId,
            String state,
            Long knownUntilMs,
            Long untilMs,
            List<Departure> departures,
            List<Event> events) {}

    public RouteProgressStore(Database database) {
        this.statements = database.statements();
        this.partitions = database.partitions();
    }

    /**
     * Some of the routes under way, in order of their ids.
     *
     * @param workspaceId empty for all
     * @param after the last id of the page before
     */
    public Future<List<Head>> heads(Optional<UUID> workspaceId, UUID after, int limit) {
        return statements
                .run(HEADS, Tuple.of(workspaceId.orElse(null), after, limit))
                .map(rows -> rows.stream().map(RouteProgressStore::head).toList());
    }

    public Future<List<Judged>> judged(Collection<UUID> deploymentIds) {
        var sql =
                "select id, deployed_at, evaluated_until, state::text from route_deployments where id = any($1::uuid[])";
        return statements
                .run(sql, Tuple.of(deploymentIds.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> new Judged(
                                row.getUUID(0),
                                StoredPositions.millis(row.getOffsetDateTime(1)),
                                Optional.ofNullable(row.getOffsetDateTime(2))
                                        .map(StoredPositions::millis)
                                        .orElse(null),
                                row.getString(3)))
                        .toList());
    }

    public Future<List<Path>> paths(Collection<UUID> routeIds) {
        return statements
                .run(
                        "select id, path::text from routes where id = any($1::uuid[])",
                        Tuple.of(routeIds.toArray(UUID[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> new Path(row.getUUID(0), row.getString(1)))
                        .toList());
    }

    /**
     * Stored positions by vehicle, oldest first.
     *
     * @param limit most of each vehicle
     */
    public Future<List<Position>> since(List<Wanted> wanted, int limit) {
        return statements
                .run(
                        SINCE,
                        Tuple.tuple()
                                .addArrayOfUUID(uuids(wanted.stream().map(Wanted::vehicleId)))
                                .addArrayOfUUID(uuids(wanted.stream().map(Wanted::workspaceId)))
                                .addArrayOfDouble(seconds(wanted, Wanted::recordedAfterMs))
                                .addArrayOfDouble(seconds(wanted, Wanted::receivedFromMs))
                                .addInteger(limit))
                .map(StoredPositions::positions);
    }

    /**
     * Makes the changes durable, in one transaction as long as PostgreSQL refuses none of them. Writing the same twice changes nothing.
     *
     * @return the deployments whose change holds. The others have been judged further by somebody else, or are gone: what was derived for
     *     them is not written. Fails only when the database cannot be reached; then the same can be written again
     */
    public Future<Set<UUID>> write(List<Change> changes) {
        return run(changes)
                .recover(failure ->
                        failure instanceof PgException refused && CHECK_VIOLATION.equals(refused.getSqlState())
                                ? partitions
                                        .ensureForEvents(DerivedRows.months(
                                                events(changes).toList()))
                                        .compose(_ -> run(changes))
                                : Future.failedFuture(failure))
                .recover(failure ->
                        PositionWriter.isOfTheRows(failure) ? around(changes, failure) : Future.failedFuture(failure));
    }

    /** Each half on its own, down to the one that is refused: that is a fault of ours and must not hold up the others. */
    private Future<Set<UUID>> around(List<Change> changes, Throwable failure) {
        if (changes.size() == 1) {
            LOG.error(
                    "PostgreSQL refuses the state of deployment {}",
                    changes.getFirst().deploymentId(),
                    failure);
            return Future.succeededFuture(Set.of());
        }
        var middle = changes.size() / 2;
        return write(changes.subList(0, middle))
                .compose(first -> write(changes.subList(middle, changes.size())).map(second -> {
                    var both = new HashSet<>(first);
                    both.addAll(second);
                    return both;
                }));
    }

    /** Ends the deviations that deployments have left open when they ended, for the reason and at the time that those did. */
    public Future<Void> closeEnded(Collection<UUID> deploymentIds) {
        var sql = """
                update deviations v set ended_at = greatest(v.started_at, coalesce(d.ended_at, now())), end_reason = d.status
                from route_deployments d
                where d.id = v.deployment_id and d.id = any($1::uuid[]) and d.status <> 'active' and v.ended_at is null""";
        return statements.run(sql, Tuple.of(deploymentIds.toArray(UUID[]::new))).mapEmpty();
    }

    private Future<Set<UUID>> run(List<Change> changes) {
        var departures =
                changes.stream().flatMap(change -> change.departures().stream()).toList();
        var events = events(changes).toList();
        var tuple = Tuple.tuple()
                .addArrayOfUUID(uuids(changes.stream().map(Change::deploymentId)))
                .addArrayOfString(strings(changes.stream().map(Change::state)))
                .addArrayOfDouble(seconds(changes, Change::knownUntilMs))
                .addArrayOfDouble(seconds(changes, Change::untilMs))
                .addArrayOfUUID(uuids(departures.stream().map(Departure::id)))
                .addArrayOfUUID(uuids(departures.stream().map(Departure::workspaceId)))
                .addArrayOfUUID(uuids(departures.stream().map(Departure::deploymentId)))
                .addArrayOfUUID(uuids(departures.stream().map(Departure::routeId)))
                .addArrayOfUUID(uuids(departures.stream().map(Departure::vehicleId)))
                .addArrayOfString(strings(departures.stream().map(Departure::severity)))
                .addArrayOfDouble(seconds(departures, Departure::startedAtMs))
                .addArrayOfDouble(seconds(departures, Departure::endedAtMs))
                .addArrayOfString(strings(departures.stream().map(Departure::endReason)))
                .addArrayOfDouble(
                        departures.stream().map(Departure::maxDistanceM).toArray(Double[]::new))
                .addArrayOfString(strings(departures.stream().map(Departure::path)))
                .addArrayOfUUID(uuids(changes.stream()
                        .flatMap(change -> change.events().stream().map(_ -> change.deploymentId()))))
                .addArrayOfUUID(uuids(events.stream().map(Event::id)))
                .addArrayOfString(
                        strings(events.stream().map(event -> event.type().wireName())))
                .addArrayOfUUID(uuids(events.stream().map(Event::workspaceId)))
                .addArrayOfUUID(uuids(events.stream().map(Event::vehicleId)))
                .addArrayOfString(strings(events.stream().map(Event::actorId)))
                .addArrayOfDouble(seconds(events, Event::occurredAtMs))
                .addArrayOfString(strings(events.stream().map(Event::data)));
        return statements.run(WRITE, tuple).map(rows -> {
            var moved = new HashSet<UUID>();
            rows.forEach(row -> moved.add(row.getUUID(0)));
            return moved;
        });
    }

    private static Stream<Event> events(List<Change> changes) {
        return changes.stream().flatMap(change -> change.events().stream());
    }

    private static Head head(Row row) {
        return new Head(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                row.getUUID(3),
                row.getBoolean(4),
                version(row.getOffsetDateTime(5)),
                row.getString(6),
                row.getString(7));
    }

    private static long version(OffsetDateTime updatedAt) {
        return updatedAt.toEpochSecond() * 1_000_000 + updatedAt.get(ChronoField.MICRO_OF_SECOND);
    }

    private static UUID[] uuids(Stream<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static String[] strings(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static <T> Double[] seconds(List<T> rows, Function<T, Long> timeMs) {
        return rows.stream()
                .map(timeMs)
                .map(time -> time == null ? null : time / 1e3)
                .toArray(Double[]::new);
    }
}
