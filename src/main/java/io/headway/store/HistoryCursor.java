package io.headway.store;

import io.headway.model.Position;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page of a vehicle's history ended.
 *
 * @param recordedAtMs time of the fix of the last item, milliseconds since 1970-01-01T00:00Z
 * @param fingerprint its fingerprint: two positions may be of one instant
 */
public record HistoryCursor(long recordedAtMs, long fingerprint) {
    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,16})\\.([0-9a-f]{1,16})");

    public static HistoryCursor after(Position position) {
        return new HistoryCursor(position.fix().recordedAtMs(), position.fingerprint());
    }

    /** The inverse of {@link #text()}; empty when it is not of that form. */
    public static Optional<HistoryCursor> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(
                        new HistoryCursor(Long.parseLong(match.group(1)), Long.parseUnsignedLong(match.group(2), 16)))
                : Optional.empty();
    }

    /** Safe in a URL; opaque to clients. */
    public String text() {
        return recordedAtMs + "." + Long.toHexString(fingerprint);
    }
}
