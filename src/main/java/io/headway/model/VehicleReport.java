package io.headway.model;

/**
 * A status report of a known vehicle, as it goes into {@code vehicle_reports}.
 *
 * @param receivedAtMs when it came, milliseconds since 1970-01-01T00:00Z
 */
public record VehicleReport(Source source, StatusReport report, long receivedAtMs) {

    /** A device's clock that is ahead, or was never set, does not stand in the way of what it says later: its report is of now. */
    public static VehicleReport of(Source source, StatusReport report, long receivedAtMs) {
        var plausible = report.reportedAtMs() > 0 && report.reportedAtMs() <= receivedAtMs;
        return new VehicleReport(
                source, plausible ? report : new StatusReport(receivedAtMs, report.attributes()), receivedAtMs);
    }
}
