package io.headway.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table that {@link RawInsert} fills. {@link #LIKE_THE_ENGINE} copies whatever the engine's migrations made; the others answer what a
 * choice in that schema costs.
 */
enum InsertTable {
    /** The engine's own {@code positions}, with its columns, key and partitioning. */
    LIKE_THE_ENGINE(null, true),
    JSONB_BY_DAY("jsonb", true),
    JSON_BY_DAY("json", true),
    TEXT_BY_DAY("text", true),
    JSONB_FLAT("jsonb", false),
    JSON_FLAT("json", false),
    TEXT_FLAT("text", false);

    private static final String COLUMNS = """
            recorded_at timestamptz not null, received_at timestamptz not null, fingerprint bigint not null,
            latitude double precision not null, longitude double precision not null, altitude_m real, speed_kmh real, heading_deg real,
            accuracy_m real, satellites smallint, fix_valid boolean not null, workspace_id uuid not null, vehicle_id uuid not null,
            device_id uuid, primary key (vehicle_id, recorded_at, fingerprint)""";

    private final String attributesType;
    private final boolean partitioned;

    InsertTable(String attributesType, boolean partitioned) {
        this.attributesType = attributesType;
        this.partitioned = partitioned;
    }

    /** Name in the schema {@code loadtest}. */
    String tableName() {
        return "loadtest." + name().toLowerCase(Locale.ROOT);
    }

    /** Statements that make the table anew, with partitions for yesterday to tomorrow, UTC. */
    List<String> create() {
        var statements = new ArrayList<String>();
        statements.add("create schema if not exists loadtest");
        statements.add("drop table if exists " + tableName());
        var columns = attributesType == null
                ? "like public.positions including all"
                : COLUMNS + ", attributes " + attributesType + " not null";
        statements.add("create table " + tableName() + " (" + columns + ")"
                + (partitioned ? " partition by range (recorded_at)" : ""));
        if (partitioned) {
            for (var day = -1; day <= 1; day++) {
                // A partition's bounds must be constants, so the block writes the statement.
                statements.add("""
                        do $$ begin execute format('create table %1$s_%2$d partition of %1$s for values from (%%L) to (%%L)',
                        date_trunc('day', now(), 'UTC') + interval '%3$d day', date_trunc('day', now(), 'UTC') + interval '%4$d day');
                        end $$""".formatted(tableName(), day + 1, day, day + 1));
            }
        }
        return statements;
    }

    String drop() {
        return "drop table if exists " + tableName();
    }

    /** The statement, 15 arrays in column order. */
    String insert(InsertForm form) {
        return "insert into " + tableName()
                + " (recorded_at, received_at, fingerprint, latitude, longitude, altitude_m,"
                + " speed_kmh, heading_deg, accuracy_m, satellites, fix_valid, workspace_id, vehicle_id, device_id,"
                + " attributes) " + form.select(attributesType == null ? "jsonb" : attributesType);
    }
}
