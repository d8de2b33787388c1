package io.headway.api;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads the parameters of a request that the contract's validator has passed; what it cannot judge is refused here, as 422. */
final class Parameters {
    private static final int DEFAULT_LIMIT = 100;

    /** Epoch milliseconds of the year 9999: PostgreSQL could hold more, RFC 3339 could not say it. */
    static final long MAX_TIME_MS = 253_402_300_799_999L;

    private final ValidatedRequest request;

    private Parameters(ValidatedRequest request) {
        this.request = request;
    }

    static Parameters of(RoutingContext ctx) {
        return new Parameters(ctx.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST));
    }

    RequestParameter body() {
        return request.getBody();
    }

    int limit() {
        return request.getQuery().get("limit").getInteger(DEFAULT_LIMIT);
    }

    Optional<String> cursor() {
        return text("cursor");
    }

    /** The {@code id} in the path. */
    UUID id() {
        return id("id");
    }

    /** Another id in the path. */
    UUID id(String name) {
        return uuid("path/" + name, request.getPathParameters().get(name).getString());
    }

    /** A time in the query, milliseconds since 1970-01-01T00:00Z: RFC 3339, or epoch milliseconds as digits. */
    Optional<Long> timeMs(String name) {
        return text(name).map(text -> parseTime("query/" + name, text));
    }

    static UUID uuid(String path, String text) {
        try {
            var id = UUID.fromString(text);
            // The parser also takes shortened forms, which would give one resource several addresses.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like the shortened forms.
        }
        throw ApiFailure.invalid(path, "is not a UUID");
    }

    /** A parameter of the query as it was sent. */
    Optional<String> text(String name) {
        return Optional.ofNullable(request.getQuery().get(name).get()).map(String::valueOf);
    }

    /** A time in a body, which may also be a number; null of null. */
    static Long timeMs(String path, Object value) {
        return value == null ? null : (Long) parseTime(path, String.valueOf(value));
    }

    /** A UUID in a body that may be left out; null of null. */
    static UUID uuidOrNull(String path, String text) {
        return text == null ? null : uuid(path, text);
    }

    /** A UUID in the query. */
    Optional<UUID> uuid(String name) {
        return text(name).map(text -> uuid("query/" + name, text));
    }

    private static long parseTime(String path, String text) {
        try {
            var timeMs = text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Long.parseLong(text)
                    : instant(text).toEpochMilli();
            if (timeMs >= 0 && timeMs <= MAX_TIME_MS) {
                return timeMs;
            }
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            // Answered below, like times out of range.
        }
        throw ApiFailure.invalid(path, "is neither an RFC 3339 time nor epoch milliseconds");
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
