create table workspaces (
    id         uuid primary key,
    name       text        not null,
    created_at timestamptz not null default now()
);

create table vehicles (
    id                 uuid primary key,
    workspace_id       uuid        not null references workspaces (id),
    name               text        not null,
    registration_plate text,
    created_at         timestamptz not null default now()
);
create index vehicles_by_workspace on vehicles (workspace_id, id);

-- unique_id is what the device says at login (an IMEI as a rule): one device belongs to one workspace.
create table devices (
    id           uuid primary key,
    workspace_id uuid        not null references workspaces (id),
    vehicle_id   uuid        not null references vehicles (id),
    unique_id    text        not null unique,
    protocol     text,
    name         text        not null,
    created_at   timestamptz not null default now()
);
create index devices_by_workspace on devices (workspace_id, id);
create index devices_by_vehicle on devices (vehicle_id);

-- Wide columns first: no alignment padding between them. No foreign keys: the session has checked the vehicle, and a check per row
-- would cost more than the row.
create table positions (
    recorded_at  timestamptz      not null,
    received_at  timestamptz      not null,
    fingerprint  bigint           not null,
    latitude     double precision not null,
    longitude    double precision not null,
    altitude_m   real,
    speed_kmh    real,
    heading_deg  real,
    accuracy_m   real,
    satellites   smallint,
    fix_valid    boolean          not null,
    workspace_id uuid             not null,
    vehicle_id   uuid             not null,
    device_id    uuid,
    attributes   jsonb            not null,
    primary key (vehicle_id, recorded_at, fingerprint)
) partition by range (recorded_at);

create table rejected_positions (
    id           uuid primary key,
    workspace_id uuid        not null,
    vehicle_id   uuid        not null,
    device_id    uuid,
    protocol     text        not null,
    reason       text        not null,
    detail       text        not null,
    recorded_at  timestamptz,
    received_at  timestamptz not null,
    record       jsonb       not null
);
create index rejected_positions_by_age on rejected_positions (received_at);
