package io.headway.protocol;

import java.util.Locale;

/** Values as trackers write them in text; for encoders. Pure; any thread. */
public final class SentText {
    private SentText() {}

    /**
     * Degrees and minutes {@code [d]ddmm.mmmm} (NMEA 0183, field "Latitude"); the sign is another field. Rounded before it is divided, so
     * that no minutes read 60.
     *
     * @param degreeDigits 2 for a latitude, 3 for a longitude
     * @param decimals of the minutes, 1 to 6
     */
    public static String degreesMinutes(double degrees, int degreeDigits, int decimals) {
        var perMinute = Math.round(Math.pow(10, decimals));
        var rounded = Math.round(Math.abs(degrees) * 60 * perMinute);
        return String.format(
                Locale.ROOT,
                "%0" + degreeDigits + "d%0" + (decimals + 3) + "." + decimals + "f",
                rounded / (60 * perMinute),
                rounded % (60 * perMinute) / (double) perMinute);
    }

    /** A number in a {@link java.util.Formatter}'s format; empty when unknown. */
    public static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    /** NaN when unknown. */
    public static double knots(double kmh) {
        return kmh / FixBuilder.KMH_PER_KNOT;
    }
}
