package io.headway.store;

import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.StatusReport;
import io.headway.model.VehicleReport;
import io.headway.model.VehicleStatus;
import io.headway.model.Visit;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What follows from positions, as arrays of columns, and the statements that take them. A statement that writes positions can carry these
 * as well: all of it is one transaction and one round trip.
 */
final class DerivedRows {
    /** Beyond so many characters, the older of two reports of one batch is let go: whoever names attributes himself could fill the row. */
    private static final int MAX_ATTRIBUTES = 65_536;

    /** Columns of {@link #add}. */
    private static final int COLUMNS = 27;

    /** Without any position. */
    static final String INSERT = with("select 1", 0);

    private DerivedRows() {}

    /**
     * The statement with what is derived before it.
     *
     * @param parameters number of parameters that the statement itself has; those of {@link #add} follow
     */
    static String with(String statement, int parameters) {
        var numbers = new Object[COLUMNS];
        for (var i = 0; i < COLUMNS; i++) {
            numbers[i] = parameters + i + 1;
        }
        // A visit that a change of its geofence has ended already is not left a second time.
        // Events first: whoever reads them in order of their sequence finds what they tell of.
        return """
            with derived_events as (
                insert into events (event_id, event_type, workspace_id, vehicle_id, actor_id, occurred_at, data)
                select * from (
                    select unnest($%1$d::uuid[]), unnest($%2$d::text[]) as event_type, unnest($%3$d::uuid[]), unnest($%4$d::uuid[]),
                        unnest($%5$d::text[]), to_timestamp(unnest($%6$d::float8[])) as occurred_at, unnest($%7$d::text[])::jsonb as data
                    ) as derived
                where derived.event_type <> 'geofence.exited' or not exists (
                    select from geofence_visits as ended
                    where ended.visit_id = (derived.data->>'visit_id')::uuid and ended.exited_at <> derived.occurred_at)
                on conflict do nothing),
            derived_visits as (
                insert into geofence_visits (visit_id, workspace_id, geofence_id, geofence_version, vehicle_id, entered_at, initial,
                    dwelled_at, exited_at, exit_reason)
                select unnest($%8$d::uuid[]), unnest($%9$d::uuid[]), unnest($%10$d::uuid[]), unnest($%11$d::int4[]),
                    unnest($%12$d::uuid[]), to_timestamp(unnest($%13$d::float8[])), unnest($%14$d::bool[]),
                    to_timestamp(unnest($%15$d::float8[])), to_timestamp(unnest($%16$d::float8[])), unnest($%17$d::text[])
                on conflict (visit_id) do update set dwelled_at = excluded.dwelled_at, exited_at = excluded.exited_at,
                    exit_reason = excluded.exit_reason
                where geofence_visits.exited_at is null),
            derived_statuses as (
                insert into vehicle_status (vehicle_id, workspace_id, online, changed_at)
                select unnest($%18$d::uuid[]), unnest($%19$d::uuid[]), unnest($%20$d::bool[]), to_timestamp(unnest($%21$d::float8[]))
                on conflict (vehicle_id) do update set online = excluded.online, changed_at = excluded.changed_at
                where vehicle_status.changed_at <= excluded.changed_at),
            derived_reports as (
                insert into vehicle_reports (vehicle_id, workspace_id, device_id, reported_at, received_at, attributes)
                select unnest($%22$d::uuid[]), unnest($%23$d::uuid[]), unnest($%24$d::uuid[]), to_timestamp(unnest($%25$d::float8[])),
                    to_timestamp(unnest($%26$d::float8[])), unnest($%27$d::text[])::jsonb
                on conflict (vehicle_id) do update set
                    device_id = excluded.device_id,
                    reported_at = greatest(vehicle_reports.reported_at, excluded.reported_at),
                    received_at = greatest(vehicle_reports.received_at, excluded.received_at),
                    attributes = case when pg_column_size(vehicle_reports.attributes) > 65536 then excluded.attributes
                        when vehicle_reports.reported_at <= excluded.reported_at
                        then vehicle_reports.attributes || excluded.attributes
                        else excluded.attributes || vehicle_reports.attributes end)
            """.formatted(numbers) + statement;
    }

    /** Adds the parameters. */
    static Tuple add(Tuple tuple, Derived derived) {
        addEvents(tuple, derived.events());
        addVisits(tuple, newest(derived.visits()));
        addStatuses(tuple, newestStatuses(derived.statuses()));
        return addReports(tuple, joined(derived.reports()));
    }

    private static void addEvents(Tuple tuple, List<Event> events) {
        tuple.addArrayOfUUID(events.stream().map(Event::id).toArray(UUID[]::new))
                .addArrayOfString(
                        events.stream().map(event -> event.type().wireName()).toArray(String[]::new))
                .addArrayOfUUID(events.stream().map(Event::workspaceId).toArray(UUID[]::new))
                .addArrayOfUUID(events.stream().map(Event::vehicleId).toArray(UUID[]::new))
                .addArrayOfString(events.stream().map(Event::actorId).toArray(String[]::new))
                .addArrayOfDouble(events.stream()
                        .map(event -> seconds(event.occurredAtMs()))
                        .toArray(Double[]::new))
                .addArrayOfString(events.stream().map(Event::data).toArray(String[]::new));
    }

    private static void addVisits(Tuple tuple, Collection<Visit> visits) {
        tuple.addArrayOfUUID(visits.stream().map(Visit::id).toArray(UUID[]::new))
                .addArrayOfUUID(visits.stream().map(Visit::workspaceId).toArray(UUID[]::new))
                .addArrayOfUUID(visits.stream().map(Visit::geofenceId).toArray(UUID[]::new))
                .addArrayOfInteger(visits.stream().map(Visit::geofenceVersion).toArray(Integer[]::new))
                .addArrayOfUUID(visits.stream().map(Visit::vehicleId).toArray(UUID[]::new))
                .addArrayOfDouble(visits.stream()
                        .map(visit -> seconds(visit.enteredAtMs()))
                        .toArray(Double[]::new))
                .addArrayOfBoolean(visits.stream().map(Visit::initial).toArray(Boolean[]::new))
                .addArrayOfDouble(visits.stream()
                        .map(visit -> seconds(visit.dwelledAtMs()))
                        .toArray(Double[]::new))
                .addArrayOfDouble(visits.stream()
                        .map(visit -> seconds(visit.exitedAtMs()))
                        .toArray(Double[]::new))
                .addArrayOfString(visits.stream()
                        .map(visit -> visit.exitReason() == null
                                ? null
                                : visit.exitReason().tag())
                        .toArray(String[]::new));
    }

    private static void addStatuses(Tuple tuple, Collection<VehicleStatus> statuses) {
        tuple.addArrayOfUUID(statuses.stream().map(VehicleStatus::vehicleId).toArray(UUID[]::new))
                .addArrayOfUUID(
                        statuses.stream().map(VehicleStatus::workspaceId).toArray(UUID[]::new))
                .addArrayOfBoolean(statuses.stream().map(VehicleStatus::online).toArray(Boolean[]::new))
                .addArrayOfDouble(statuses.stream()
                        .map(status -> seconds(status.changedAtMs()))
                        .toArray(Double[]::new));
    }

    private static Tuple addReports(Tuple tuple, Collection<VehicleReport> reports) {
        return tuple.addArrayOfUUID(reports.stream()
                        .map(report -> report.source().vehicleId())
                        .toArray(UUID[]::new))
                .addArrayOfUUID(reports.stream()
                        .map(report -> report.source().workspaceId())
                        .toArray(UUID[]::new))
                .addArrayOfUUID(reports.stream()
                        .map(report -> report.source().deviceId())
                        .toArray(UUID[]::new))
                .addArrayOfDouble(reports.stream()
                        .map(report -> seconds(report.report().reportedAtMs()))
                        .toArray(Double[]::new))
                .addArrayOfDouble(reports.stream()
                        .map(report -> seconds(report.receivedAtMs()))
                        .toArray(Double[]::new))
                .addArrayOfString(reports.stream()
                        .map(report -> report.report().attributes())
                        .toArray(String[]::new));
    }

    /** The months, each by its first day, and so the partitions, that the events fall on. */
    static Set<LocalDate> months(List<Event> events) {
        var months = new HashSet<LocalDate>();
        for (var event : events) {
            months.add(Partitions.dayOf(event.occurredAtMs()).withDayOfMonth(1));
        }
        return months;
    }

    /** One statement may touch a row once: of several forms of a visit the last is written. */
    private static Collection<Visit> newest(List<Visit> visits) {
        var byId = new LinkedHashMap<UUID, Visit>();
        visits.forEach(visit -> byId.put(visit.id(), visit));
        return byId.values();
    }

    private static Collection<VehicleStatus> newestStatuses(List<VehicleStatus> statuses) {
        var byVehicle = new LinkedHashMap<UUID, VehicleStatus>();
        statuses.forEach(status -> byVehicle.merge(
                status.vehicleId(), status, (one, other) -> other.changedAtMs() < one.changedAtMs() ? one : other));
        return byVehicle.values();
    }

    /** One for each vehicle: the attributes of all, a newer report's behind an older one's, since jsonb keeps the last of a name. */
    private static Collection<VehicleReport> joined(List<VehicleReport> reports) {
        var byVehicle = new LinkedHashMap<UUID, VehicleReport>();
        reports.forEach(report -> byVehicle.merge(report.source().vehicleId(), report, DerivedRows::join));
        return byVehicle.values();
    }

    private static VehicleReport join(VehicleReport one, VehicleReport other) {
        var otherIsNewer = one.report().reportedAtMs() <= other.report().reportedAtMs();
        var newer = otherIsNewer ? other : one;
        var older = (otherIsNewer ? one : other).report().attributes();
        var rest = newer.report().attributes();
        var both = older.equals("{}") || older.length() + rest.length() > MAX_ATTRIBUTES
                ? rest
                : rest.equals("{}")
                        ? older
                        : older.substring(0, older.lastIndexOf('}')) + "," + rest.substring(rest.indexOf('{') + 1);
        return new VehicleReport(
                newer.source(),
                new StatusReport(newer.report().reportedAtMs(), both),
                Math.max(one.receivedAtMs(), other.receivedAtMs()));
    }

    private static Double seconds(Long timeMs) {
        return timeMs == null ? null : timeMs / 1e3;
    }
}
