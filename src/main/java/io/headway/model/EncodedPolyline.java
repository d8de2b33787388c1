package io.headway.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads encoded polylines. Pure. Format: Google Maps Platform, "Encoded Polyline Algorithm Format": latitude and longitude in turn, each as
 * the difference to the one before, scaled by a power of ten, zigzag, in groups of five bits from the lowest, plus 63; all groups but the
 * last of a number have bit 0x20 set.
 */
public final class EncodedPolyline {
    private static final int OFFSET = 63;
    private static final int MORE = 0x20;
    private static final int GROUP_BITS = 5;
    private static final int GROUP_MASK = 0x1f;

    /** Seven groups are 35 bits, enough for 360 degrees at precision 6, which is 30 bits with the sign. */
    private static final int MAX_SHIFT = 6 * GROUP_BITS;

    private EncodedPolyline() {}

    /** What a text turned out to be. */
    public sealed interface Decoded {
        record Points(List<LngLat> points) implements Decoded {}

        /** @param problem what is wrong and at which character, from 0 */
        record Faulty(String problem) implements Decoded {}
    }

    /**
     * Decodes a text; whether the places are in range is not asked here.
     *
     * @param precision decimal places, 5 or 6
     * @param maxPoints reading stops with a fault at the first point beyond
     */
    public static Decoded decode(String text, int precision, int maxPoints) {
        var scale = Math.pow(10, precision);
        var points = new ArrayList<LngLat>();
        var numbers = new Numbers(text);
        var lat = 0L;
        var lng = 0L;
        while (numbers.more()) {
            if (points.size() == maxPoints) {
                return new Decoded.Faulty("has more than " + maxPoints + " points");
            }
            if (!numbers.next()) {
                return new Decoded.Faulty(numbers.problem);
            }
            lat += numbers.value;
            if (!numbers.more()) {
                return new Decoded.Faulty("ends after a latitude");
            }
            if (!numbers.next()) {
                return new Decoded.Faulty(numbers.problem);
            }
            lng += numbers.value;
            points.add(new LngLat(lng / scale, lat / scale));
        }
        return new Decoded.Points(List.copyOf(points));
    }

    /** Owned by one call of {@link #decode}. */
    private static final class Numbers {
        private final String text;
        private int at;
        private long value;
        private String problem;

        Numbers(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        /** Reads {@link #value}; false when there is a {@link #problem} instead. */
        boolean next() {
            var bits = 0L;
            for (var shift = 0; shift <= MAX_SHIFT; shift += GROUP_BITS) {
                if (!more()) {
                    problem = "ends within a number";
                    return false;
                }
                var group = text.charAt(at) - OFFSET;
                if (group < 0 || group > (MORE | GROUP_MASK)) {
                    problem = "has a character that does not belong there, at " + at;
                    return false;
                }
                at++;
                bits |= (long) (group & GROUP_MASK) << shift;
                if ((group & MORE) == 0) {
                    value = (bits >>> 1) ^ -(bits & 1);
                    return true;
                }
            }
            problem = "has a number that is too large, before character " + at;
            return false;
        }
    }
}
