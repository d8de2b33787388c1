package io.headway.store;

import io.headway.config.HeadwayConfig;
import io.headway.model.Haversine;
import io.headway.model.LngLat;
import io.headway.model.TripSummary;
import io.headway.model.TripSummary.Stop;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up a drive from its valid fixes in the order of their times. Owned by whoever feeds it; keeps no more than the stops.
 *
 * <p>A fix that could only have been reached at an impossible speed is left out. If the next one agrees with it and not with those before,
 * the vehicle is there after all, and the jump itself is not counted as driven. While a vehicle stands, what its receiver wanders is not
 * counted either: the way goes on from the first fix that stood.
 */
final class TripMeter {
    private static final double MS_PER_H = 3_600_000.0;
    private static final double M_PER_KM = 1_000.0;
    private static final long MS_PER_S = 1_000L;

    /** A vehicle that is farther than this from where it stood has moved, whatever speed its receiver reports: a gap in the record. */
    private static final double STOP_RADIUS_M = 100;

    /** Stops beyond count in their sum only: a list for people, not a log. */
    private static final int MAX_STOPS = 1_000;

    private final double stopSpeedKmh;
    private final long stopMinMs;
    private final double maxSpeedKmh;
    private final List<Stop> stops = new ArrayList<>();
    private double distanceM;
    private long stoppedMs;
    /** The newest that counts. */
    private Point last;
    /** The newest that was left out; null when the one after it did not agree with it. */
    private Point suspect;
    /** First and last fix of the standstill under way; null while driving. */
    private Point standing;

    private Point stoodUntil;

    private record Point(long atMs, LngLat place) {}

    TripMeter(HeadwayConfig.Trips settings) {
        stopSpeedKmh = settings.stopSpeedKmh();
        stopMinMs = settings.stopMinS() * MS_PER_S;
        maxSpeedKmh = settings.maxSpeedKmh();
    }

    /**
     * Takes the next fix; one that is not later than the one before is passed over.
     *
     * @param speedKmh as the receiver reports it; NaN when it does not, then it follows from the fix before
     */
    void add(long atMs, LngLat place, float speedKmh) {
        var fix = new Point(atMs, place);
        if (last == null) {
            last = fix;
            drive(0, fix, speedKmh);
        } else if (atMs > last.atMs()) {
            judge(fix, speedKmh);
        }
    }

    private void judge(Point fix, float speedKmh) {
        if (speedKmh(last, fix) <= maxSpeedKmh) {
            drive(Haversine.distanceM(last.place(), fix.place()), fix, speedKmh);
        } else if (suspect != null && fix.atMs() > suspect.atMs() && speedKmh(suspect, fix) <= maxSpeedKmh) {
            endStandstill();
            drive(Haversine.distanceM(suspect.place(), fix.place()), fix, speedKmh);
        } else {
            suspect = fix;
            return;
        }
        suspect = null;
    }

    /** @param stepM from the fix before */
    private void drive(double stepM, Point fix, float reportedKmh) {
        var kmh = Float.isNaN(reportedKmh) ? speedKmh(last, fix) : reportedKmh;
        var slow = kmh < stopSpeedKmh;
        if (slow && standing != null && near(fix)) {
            stoodUntil = fix;
        } else {
            distanceM += standing == null ? stepM : Haversine.distanceM(standing.place(), fix.place());
            endStandstill();
            standing = slow ? fix : null;
            stoodUntil = standing;
        }
        last = fix;
    }

    private boolean near(Point fix) {
        return Haversine.distanceM(standing.place(), fix.place()) <= STOP_RADIUS_M;
    }

    private void endStandstill() {
        if (standing != null && stoodUntil.atMs() - standing.atMs() >= stopMinMs) {
            stoppedMs += stoodUntil.atMs() - standing.atMs();
            if (stops.size() < MAX_STOPS) {
                stops.add(new Stop(standing.atMs(), stoodUntil.atMs(), standing.place()));
            }
        }
        standing = null;
    }

    /** What came of it; nothing may be added afterwards. */
    TripSummary summary() {
        endStandstill();
        return new TripSummary(distanceM, stoppedMs / MS_PER_S, stops);
    }

    /** 0 for the first fix, which is its own predecessor. */
    private static double speedKmh(Point from, Point to) {
        var hours = (to.atMs() - from.atMs()) / MS_PER_H;
        return hours <= 0 ? 0 : Haversine.distanceM(from.place(), to.place()) / M_PER_KM / hours;
    }
}
