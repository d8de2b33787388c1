package io.headway.api;

import io.headway.model.TimedId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page ended, as the opaque text that callers hand back: base64url of a letter for the kind and the key of the last row. Pure; any
 * thread.
 */
final class Cursor {
    private Cursor() {}

    static String of(UUID id) {
        return encode("i" + id);
    }

    static String of(HistoryRange.Key key) {
        return encode("h" + key.recordedAtMs() + ":" + key.fingerprint());
    }

    /** @param sequence of an event */
    static String of(long sequence) {
        return encode("s" + sequence);
    }

    /** @throws ApiFailure when the text is not a cursor of {@link #of(long)} */
    static long sequence(String cursor) {
        try {
            return Long.parseLong(decode(cursor, 's'));
        } catch (NumberFormatException e) {
            throw bad();
        }
    }

    static String of(TimedId place) {
        return encode("t" + place.atUs() + ":" + place.id());
    }

    /** @throws ApiFailure when the text is not a cursor of {@link #of(TimedId)} */
    static TimedId place(String cursor) {
        try {
            var text = decode(cursor, 't');
            var colon = text.indexOf(':');
            if (colon < 0) {
                throw bad();
            }
            var atUs = Long.parseLong(text.substring(0, colon));
            if (atUs < 0 || atUs > TimedId.FIRST.atUs()) {
                throw bad();
            }
            return new TimedId(atUs, UUID.fromString(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    /** @throws ApiFailure when the text is not a cursor of {@link #of(UUID)} */
    static UUID id(String cursor) {
        try {
            return UUID.fromString(decode(cursor, 'i'));
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    /** @throws ApiFailure when the text is not a cursor of {@link #of(HistoryRange.Key)} */
    static HistoryRange.Key position(String cursor) {
        try {
            var text = decode(cursor, 'h');
            var colon = text.indexOf(':');
            if (colon < 0) {
                throw bad();
            }
            return new HistoryRange.Key(
                    Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw bad();
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decode(String cursor, char kind) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        var text = new String(bytes, StandardCharsets.US_ASCII);
        if (text.isEmpty() || text.charAt(0) != kind) {
            throw bad();
        }
        return text.substring(1);
    }

    private static ApiFailure bad() {
        return ApiFailure.invalid("query/cursor", "is not a cursor of this operation");
    }
}
