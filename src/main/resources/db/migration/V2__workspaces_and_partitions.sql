-- The default workspace; its id is io.headway.store.Workspaces.DEFAULT_ID.
insert into workspaces (id, name)
values ('00000000-0000-0000-0000-000000000001', 'default')
on conflict do nothing;

-- A device can only ever name a vehicle of its own workspace: the schema says so, whatever the code does.
drop index vehicles_by_workspace;
alter table vehicles add constraint vehicles_by_workspace unique (workspace_id, id);
alter table devices add constraint devices_vehicle_of_workspace
    foreign key (workspace_id, vehicle_id) references vehicles (workspace_id, id);

-- Archive files of partitions. A partition holds the rows of all workspaces, so there is no workspace here. A day has a second part when
-- rows came for it after its partition had been dropped.
create table partition_archives (
    day         date        not null,
    part        integer     not null,
    file        text        not null,
    row_count   bigint      not null,
    size_bytes  bigint      not null,
    archived_at timestamptz not null default now(),
    dropped_at  timestamptz,
    primary key (day, part)
);

-- Makes the partition of one UTC day unless it is there; true when it was made now. Made aside and attached: that takes SHARE UPDATE
-- EXCLUSIVE on positions, which inserts do not wait for, where CREATE TABLE … PARTITION OF would stop them all. The advisory lock (the
-- number is io.headway.store.Partitions.DDL_LOCK) orders several nodes.
create function ensure_position_partition(day date) returns boolean
    set timezone = 'UTC'
    set datestyle = 'ISO'
    language plpgsql as
$$
declare
    partition text := 'positions_' || to_char(day, 'YYYYMMDD');
    detaching boolean;
begin
    perform pg_advisory_xact_lock(4861746101);
    select inhdetachpending into detaching
    from pg_inherits
    where inhrelid = to_regclass(partition) and inhparent = 'positions'::regclass;
    if found and not detaching then
        return false;
    end if;
    if detaching then
        -- Retention began to detach it and was interrupted.
        execute format('alter table positions detach partition %I finalize', partition);
    end if;
    execute format('create table if not exists %I (like positions including all)', partition);
    execute format('alter table positions attach partition %I for values from (%L) to (%L)', partition,
                   day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    return true;
end
$$;
