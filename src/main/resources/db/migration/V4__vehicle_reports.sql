-- What a vehicle's device last said beside its positions: heartbeats, and reports without a fix. attributes has each name's newest value.
create table vehicle_reports (
    vehicle_id   uuid primary key,
    workspace_id uuid        not null,
    device_id    uuid,
    reported_at  timestamptz not null,
    received_at  timestamptz not null,
    attributes   jsonb       not null
);
