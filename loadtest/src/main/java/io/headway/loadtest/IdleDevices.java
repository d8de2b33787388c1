package io.headway.loadtest;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/** What a device costs that is connected, logged in and silent. */
final class IdleDevices {
    private static final int LOGIN_MINUTES = 5;

    /**
     * Kilobytes per device, of the Java heap after a full collection and of the resident set.
     *
     * @param residentBeforeKb of the engine with no device
     */
    record Result(double heapKb, double residentKb, long residentBeforeKb, long residentAfterKb) {}

    private IdleDevices() {}

    static Result measure(EngineProcess engine, int devices) throws IOException, InterruptedException {
        // The first hundred pay for what is loaded once.
        var warmUp = new Fleet.Plan(engine.teltonika(), 100, Fleet.Plan.freshSeries() + 1, 20, 250);
        Fleet.connect(warmUp, Duration.ofMinutes(1)).close();
        var heapBefore = heapKb(engine);
        var residentBefore = ProcessStats.residentKb(engine.pid());
        var plan = new Fleet.Plan(engine.teltonika(), devices, Fleet.Plan.freshSeries(), 20, 250);
        try (var fleet = Fleet.connect(plan, Duration.ofMinutes(LOGIN_MINUTES))) {
            var heap = heapKb(engine) - heapBefore;
            var residentAfter = ProcessStats.residentKb(engine.pid());
            return new Result(
                    (double) heap / fleet.devices.size(),
                    (double) (residentAfter - residentBefore) / fleet.devices.size(),
                    residentBefore,
                    residentAfter);
        }
    }

    private static long heapKb(EngineProcess engine) throws IOException, InterruptedException {
        engine.jcmd("GC.run");
        var info = engine.jcmd("GC.heap_info");
        // "… total 1048576K, used 23456K …", one such figure per space outside of G1; the first is the whole.
        var used = Pattern.compile("used (\\d+)K").matcher(info);
        if (!used.find()) {
            throw new IOException("no heap size in: " + info);
        }
        return Long.parseLong(used.group(1));
    }
}
