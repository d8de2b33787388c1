package io.headway.deviation;

import java.util.Arrays;
import java.util.List;

/**
 * Where a vehicle drove while it was off its route, in a bounded number of points. Owned by whoever made it. When it is full, every other
 * point goes, and from then on only every second fix is kept, and so on: the first stays, and the newest at most so many fixes back.
 */
final class DrivenPath {
    /** Points at most. */
    static final int MAX_POINTS = 128;

    private static final int FIRST_ROOM = 8;

    private double[] places;
    private int points;
    private int stride;
    private int seen;

    /**
     * All that a path remembers.
     *
     * @param places longitude and latitude in turns
     * @param stride of so many fixes one is kept
     * @param seen fixes so far
     */
    record State(List<Double> places, int stride, int seen) {
        static final State NEW = new State(List.of(), 1, 0);
    }

    DrivenPath(State state) {
        places = state.places().stream().mapToDouble(Double::doubleValue).toArray();
        points = places.length / 2;
        stride = state.stride();
        seen = state.seen();
    }

    State state() {
        return new State(places(), stride, seen);
    }

    /** Longitude and latitude in turns; a copy. */
    List<Double> places() {
        return Arrays.stream(places, 0, 2 * points).boxed().toList();
    }

    boolean isEmpty() {
        return seen == 0;
    }

    void clear() {
        points = 0;
        stride = 1;
        seen = 0;
    }

    void add(double longitude, double latitude) {
        if (seen++ % stride != 0) {
            return;
        }
        if (points == MAX_POINTS) {
            thin();
        }
        if (2 * points == places.length) {
            places = Arrays.copyOf(places, Math.max(FIRST_ROOM, 2 * places.length));
        }
        places[2 * points] = longitude;
        places[2 * points + 1] = latitude;
        points++;
    }

    private void thin() {
        points /= 2;
        for (var i = 1; i < points; i++) {
            places[2 * i] = places[4 * i];
            places[2 * i + 1] = places[4 * i + 1];
        }
        stride *= 2;
    }
}
