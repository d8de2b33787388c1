package io.headway.loadtest;

import java.io.IOException;

/**
 * Processor time so far, seconds, of the three that share the machine. Unlike a rate, time per position hardly changes with whatever else
 * runs there.
 *
 * @param postgres the processes of the server that are alive; NaN when it runs elsewhere
 */
record CpuTimes(double engine, double postgres, double driver) {

    /**
     * @param backendPid any PostgreSQL process that serves a connection; 0 when the server runs elsewhere
     */
    static CpuTimes now(long enginePid, long backendPid) throws IOException {
        return new CpuTimes(
                ProcessStats.cpuSeconds(enginePid),
                backendPid == 0 ? Double.NaN : ProcessStats.cpuSecondsOfSiblings(backendPid),
                ProcessStats.cpuSeconds(ProcessHandle.current().pid()));
    }

    CpuTimes since(CpuTimes earlier) {
        return new CpuTimes(engine - earlier.engine, postgres - earlier.postgres, driver - earlier.driver);
    }

    String perPosition(long positions) {
        return "CPU per position: engine %.2f, PostgreSQL %.2f, driver %.2f us"
                .formatted(engine * 1e6 / positions, postgres * 1e6 / positions, driver * 1e6 / positions);
    }
}
