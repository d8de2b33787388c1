-- What positions are compared with (geofences, routes, trips), what came of it (visits, deviations, events), and who is told (webhooks).

-- Limits of speed: the vehicle's goes before the workspace's; a route's goes before both.
alter table vehicles add column speed_limit_kmh double precision check (speed_limit_kmh > 0);
-- Settings of the workspace that differ from the configuration: {"speed_limit_kmh": …, "deviation": {…}}.
alter table workspaces add column settings jsonb not null default '{}';

create table vehicle_groups (
    id           uuid primary key,
    workspace_id uuid        not null references workspaces (id),
    name         text        not null,
    created_at   timestamptz not null default now(),
    unique (workspace_id, id),
    unique (workspace_id, name)
);

create table vehicle_group_members (
    workspace_id uuid not null,
    group_id     uuid not null,
    vehicle_id   uuid not null,
    primary key (workspace_id, group_id, vehicle_id),
    foreign key (workspace_id, group_id) references vehicle_groups (workspace_id, id) on delete cascade,
    foreign key (workspace_id, vehicle_id) references vehicles (workspace_id, id) on delete cascade
);
create index vehicle_group_members_by_vehicle on vehicle_group_members (vehicle_id);

-- geometry is GeoJSON as it was given. vehicle_ids and group_ids null: for all vehicles of the workspace; otherwise for those listed and
-- those in the groups. version and updated_at change with what vehicles are judged by, not with what a fence is called; updated_at and
-- deleted_at are whole milliseconds, for the ids of events follow from them. A deleted fence stays for the visits that name it.
create table geofences (
    id              uuid primary key,
    workspace_id    uuid        not null references workspaces (id),
    name            text        not null,
    type            text        not null,
    color           text,
    geometry        jsonb       not null,
    radius_m        double precision,
    width_m         double precision,
    vehicle_ids     uuid[],
    group_ids       uuid[],
    schedule        jsonb,
    dwell_s         integer,
    enter_min_fixes integer     not null default 1,
    enter_min_s     integer     not null default 0,
    exit_min_fixes  integer     not null default 1,
    exit_min_s      integer     not null default 0,
    metadata        jsonb       not null default '{}',
    version         integer     not null default 1,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    deleted_at      timestamptz
);
create index geofences_by_workspace on geofences (workspace_id, id) where deleted_at is null;
create index geofences_deleted on geofences (workspace_id, deleted_at) where deleted_at is not null;

-- An open visit (exited_at null) is presence: the vehicle is inside.
create table geofence_visits (
    visit_id         uuid primary key,
    workspace_id     uuid        not null,
    geofence_id      uuid        not null,
    geofence_version integer     not null,
    vehicle_id       uuid        not null,
    entered_at       timestamptz not null,
    initial          boolean     not null,
    dwelled_at       timestamptz,
    exited_at        timestamptz,
    exit_reason      text
);
create index geofence_visits_inside on geofence_visits (vehicle_id) where exited_at is null;
create index geofence_visits_occupied on geofence_visits (geofence_id, vehicle_id) where exited_at is null;
create index geofence_visits_by_geofence on geofence_visits (geofence_id, entered_at, visit_id);

-- path: [[lng, lat], …]; stops: [{"name", "position", …}]; settings: what differs from the workspace's, and speed_limit_kmh.
create table routes (
    id           uuid primary key,
    workspace_id uuid        not null references workspaces (id),
    name         text        not null,
    path         jsonb       not null,
    length_m     double precision not null,
    stops        jsonb       not null default '[]',
    settings     jsonb       not null default '{}',
    metadata     jsonb       not null default '{}',
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    deleted_at   timestamptz,
    unique (workspace_id, id)
);

-- A vehicle drives one route at a time. evaluated_until and state are where the detection continues after a restart.
create table route_deployments (
    id              uuid primary key,
    workspace_id    uuid        not null,
    route_id        uuid        not null,
    vehicle_id      uuid        not null,
    status          text        not null check (status in ('active', 'completed', 'cancelled')),
    deployed_at     timestamptz not null default now(),
    deployed_by     text,
    ended_at        timestamptz,
    evaluated_until timestamptz,
    state           jsonb,
    foreign key (workspace_id, route_id) references routes (workspace_id, id),
    foreign key (workspace_id, vehicle_id) references vehicles (workspace_id, id)
);
create unique index route_deployments_active on route_deployments (vehicle_id) where status = 'active';
create index route_deployments_by_route on route_deployments (route_id, deployed_at, id);
create index route_deployments_by_vehicle on route_deployments (vehicle_id, deployed_at, id);

-- An open deviation has no ended_at. path: where the vehicle drove meanwhile, [[lng, lat], …].
create table deviations (
    id             uuid primary key,
    workspace_id   uuid        not null,
    deployment_id  uuid        not null,
    route_id       uuid        not null,
    vehicle_id     uuid        not null,
    severity       text        not null,
    started_at     timestamptz not null,
    ended_at       timestamptz,
    end_reason     text,
    max_distance_m double precision not null,
    path           jsonb       not null default '[]'
);
create index deviations_open on deviations (workspace_id, started_at, id) where ended_at is null;
create index deviations_by_workspace on deviations (workspace_id, started_at, id);
create index deviations_by_deployment on deviations (deployment_id);

create table trips (
    id                   uuid primary key,
    workspace_id         uuid        not null references workspaces (id),
    vehicle_id           uuid        not null,
    driver_id            text,
    route_id             uuid,
    pickup_geofence_id   uuid,
    delivery_geofence_id uuid,
    reference            text,
    status               text        not null
        check (status in ('SCHEDULED', 'EN_ROUTE', 'ARRIVED', 'COMPLETED', 'CANCELLED')),
    -- Time of the last change of status: of the fix where a fix caused it.
    changed_at           timestamptz not null,
    scheduled_at         timestamptz,
    started_at           timestamptz,
    arrived_at           timestamptz,
    ended_at             timestamptz,
    distance_m           double precision,
    stopped_s            bigint,
    stops                jsonb,
    metadata             jsonb       not null default '{}',
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    foreign key (workspace_id, vehicle_id) references vehicles (workspace_id, id)
);
create index trips_by_workspace on trips (workspace_id, created_at, id);
create index trips_by_status on trips (workspace_id, status, created_at, id);
create index trips_by_vehicle on trips (vehicle_id, created_at, id);
create index trips_under_way on trips (vehicle_id) where status in ('SCHEDULED', 'EN_ROUTE');

create table trip_history (
    trip_id      uuid        not null references trips (id),
    workspace_id uuid        not null,
    number       integer     not null,
    from_status  text,
    to_status    text        not null,
    occurred_at  timestamptz not null,
    actor_id     text,
    reason       text        not null,
    primary key (trip_id, number)
);

-- Whether a vehicle is heard of: a row when it first is, changed when that changes.
create table vehicle_status (
    vehicle_id   uuid primary key,
    workspace_id uuid        not null,
    online       boolean     not null,
    changed_at   timestamptz not null
);
create index vehicle_status_online on vehicle_status (vehicle_id) where online;

-- The outbox. sequence is the order in which the relay hands on; ids are deterministic, so what is derived twice is here once.
-- Partitioned by month of occurred_at.
create sequence events_sequence;
create table events (
    sequence     bigint      not null default nextval('events_sequence'),
    occurred_at  timestamptz not null,
    created_at   timestamptz not null default now(),
    relayed_at   timestamptz,
    event_id     uuid        not null,
    workspace_id uuid        not null,
    vehicle_id   uuid,
    event_type   text        not null,
    actor_id     text,
    data         jsonb       not null,
    primary key (occurred_at, event_id)
) partition by range (occurred_at);
create index events_to_relay on events (sequence) where relayed_at is null;
create index events_by_workspace on events (workspace_id, sequence);
create index events_by_vehicle on events (vehicle_id, sequence);

create table webhooks (
    id           uuid primary key,
    workspace_id uuid        not null references workspaces (id),
    url          text        not null,
    types        text[]      not null,
    secret       text        not null,
    enabled      boolean     not null default true,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now()
);
create index webhooks_by_workspace on webhooks (workspace_id, id);

-- What a webhook has yet to get. next_attempt_at of one that is being sent: when it counts as given up by its sender. dead_at: given up
-- after a day of trying; replayed on request. vehicle_id: the nil UUID where no vehicle is concerned.
create table webhook_deliveries (
    webhook_id       uuid        not null references webhooks (id) on delete cascade,
    sequence         bigint      not null,
    workspace_id     uuid        not null,
    vehicle_id       uuid        not null,
    event_id         uuid        not null,
    occurred_at      timestamptz not null,
    attempts         integer     not null default 0,
    first_attempt_at timestamptz,
    next_attempt_at  timestamptz not null default now(),
    last_error       text,
    dead_at          timestamptz,
    primary key (webhook_id, sequence)
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_attempt_at) where dead_at is null;
create index webhook_deliveries_by_vehicle on webhook_deliveries (webhook_id, vehicle_id, sequence) where dead_at is null;
create index webhook_deliveries_dead on webhook_deliveries (webhook_id, sequence) where dead_at is not null;

-- As ensure_position_partition, by month: the first of it is given.
create function ensure_event_partition(month date) returns boolean
    set timezone = 'UTC'
    set datestyle = 'ISO'
    language plpgsql as
$$
declare
    partition text := 'events_' || to_char(month, 'YYYYMM');
begin
    perform pg_advisory_xact_lock(4861746101);
    if exists (select from pg_inherits where inhrelid = to_regclass(partition) and inhparent = 'events'::regclass) then
        return false;
    end if;
    execute format('create table if not exists %I (like events including all)', partition);
    execute format('alter table events attach partition %I for values from (%L) to (%L)', partition,
                   month::timestamp at time zone 'UTC', (month + interval '1 month')::timestamp at time zone 'UTC');
    return true;
end
$$;

-- Tells every node what has changed, as 'table workspace': whoever keeps a copy loads it again.
create function notify_change() returns trigger
    language plpgsql as
$$
begin
    perform pg_notify('headway_changes', tg_table_name || ' ' || coalesce(new.workspace_id, old.workspace_id));
    return null;
end
$$;
create trigger geofences_changed after insert or update or delete on geofences
    for each row execute function notify_change();
create trigger vehicle_group_members_changed after insert or update or delete on vehicle_group_members
    for each row execute function notify_change();
create trigger routes_changed after update or delete on routes
    for each row execute function notify_change();
create trigger route_deployments_changed after insert or delete or update of status on route_deployments
    for each row execute function notify_change();
create trigger webhooks_changed after insert or update or delete on webhooks
    for each row execute function notify_change();
create trigger vehicles_changed after update of speed_limit_kmh on vehicles
    for each row when (old.speed_limit_kmh is distinct from new.speed_limit_kmh) execute function notify_change();
create function notify_workspace_change() returns trigger
    language plpgsql as
$$
begin
    perform pg_notify('headway_changes', tg_table_name || ' ' || new.id);
    return null;
end
$$;
create trigger workspaces_changed after update of settings on workspaces
    for each row execute function notify_workspace_change();
