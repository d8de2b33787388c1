package io.headway.loadtest;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The benchmark's command line, filled once by picocli. */
final class Options {
    /** What can be run, in this order. */
    enum Part {
        /** Raw Vert.x TCP sink, 20 and 1 records a packet. */
        SINK,
        /** Raw Vert.x WebSocket fan-out. */
        RAW_FANOUT,
        /** Raw unnest insert into the engine's PostgreSQL. */
        INSERT,
        /** Engine, closed loop, 20 records a packet. */
        R20,
        /** Engine, closed loop, 1 record a packet. */
        R1,
        /** Engine at half of what it stored at 20 records a packet, open loop, with a dashboard. */
        HALF,
        /** Engine, datagrams of 1 record, one under way per device. */
        UDP,
        /** The engine's fan-out. */
        FANOUT,
        /** Idle devices, on an engine of their own. */
        IDLE,
        /** Minutes at half load, memory sampled. Only when asked for. */
        SOAK
    }

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Parts to run: ${COMPLETION-CANDIDATES}. All but SOAK when left out.")
    Set<Part> only = EnumSet.complementOf(EnumSet.of(Part.SOAK));

    @Option(names = "--seconds", defaultValue = "15", description = "Time of each measurement; ${DEFAULT-VALUE}.")
    int seconds;

    @Option(names = "--warm-up", defaultValue = "8", description = "Seconds before each closed loop; ${DEFAULT-VALUE}.")
    int warmUpSeconds;

    @Option(names = "--devices", defaultValue = "1000", description = "Sending devices; ${DEFAULT-VALUE}.")
    int devices;

    @Option(names = "--fences", defaultValue = "0", description = "Geofences on the fleet's way; ${DEFAULT-VALUE}.")
    int fences;

    @Option(
            names = "--routes",
            defaultValue = "0",
            description = "Devices with a route of 1,000 points; ${DEFAULT-VALUE}.")
    int routes;

    @Option(names = "--io", defaultValue = "5", description = "I/O elements per record, 0 to 5; ${DEFAULT-VALUE}.")
    int elements;

    @Option(
            names = "--window-20",
            defaultValue = "2",
            description = "Packets under way per device at 20 records a packet; ${DEFAULT-VALUE}.")
    int window20;

    @Option(
            names = "--window-1",
            defaultValue = "4",
            description = "Packets under way per device at 1 record a packet; ${DEFAULT-VALUE}.")
    int window1;

    @Option(names = "--batch", defaultValue = "4000", description = "Rows per raw insert; ${DEFAULT-VALUE}.")
    int batchRows;

    @Option(
            names = "--insert-form",
            defaultValue = "SELECT",
            description = "Form of the raw insert: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
    InsertForm insertForm;

    @Option(names = "--rate", description = "Positions a second at half load; half of what R20 stored when left out.")
    Double rate;

    @Option(
            names = "--watch",
            defaultValue = "50",
            description = "Vehicles that the dashboard at half load watches; ${DEFAULT-VALUE}.")
    int watch;

    @Option(
            names = "--subscribers",
            defaultValue = "1000",
            description = "Dashboards of RAW_FANOUT and FANOUT; ${DEFAULT-VALUE}.")
    int subscribers;

    @Option(
            names = "--fanout-window",
            defaultValue = "4",
            description = "Positions under way in both; ${DEFAULT-VALUE}.")
    int fanoutWindow;

    @Option(names = "--idle-devices", defaultValue = "10000", description = "Devices of IDLE; ${DEFAULT-VALUE}.")
    int idleDevices;

    @Option(names = "--soak-minutes", defaultValue = "10", description = "Time of SOAK; ${DEFAULT-VALUE}.")
    int soakMinutes;

    @Option(names = "--jar", defaultValue = "../target/headway.jar", description = "The engine; ${DEFAULT-VALUE}.")
    Path jar;

    @Option(names = "--engine-jvm", split = " ", description = "More flags for the engine's JVM, e.g. \"-Xmx1g\".")
    List<String> engineJvm = List.of();

    @Option(
            names = "--database-url",
            description = "PostgreSQL for engine and raw insert; the engine's embedded one when left out.")
    String databaseUrl;
}
