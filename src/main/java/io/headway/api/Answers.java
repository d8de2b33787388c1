package io.headway.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the envelope of every answer, good or bad. Called on the request's event loop. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final String RETRY_AFTER_S = "1";

    private Answers() {}

    /** 200 with {@code data} in the envelope. */
    public static void ok(RoutingContext ctx, JsonObject data) {
        write(ctx, 200, success(ctx, data, null));
    }

    /** 200 with a list that is whole: it has no pages. */
    static void ok(RoutingContext ctx, JsonArray data) {
        write(ctx, 200, success(ctx, data, null));
    }

    static void created(RoutingContext ctx, JsonObject data) {
        write(ctx, 201, success(ctx, data, null));
    }

    /** 200 with no {@code data}: what was asked for is done. */
    static void done(RoutingContext ctx) {
        write(ctx, 200, success(ctx, null, null));
    }

    /** @param nextCursor null when this is the last page */
    static void page(RoutingContext ctx, JsonArray data, int limit, String nextCursor) {
        write(ctx, 200, success(ctx, data, new JsonObject().put("limit", limit).put("next_cursor", nextCursor)));
    }

    /** Answers a request that failed, whatever failed it; logs it only when the cause is ours. */
    static void failure(RoutingContext ctx) {
        failure(ctx, Faults.translate(ctx.failure(), ctx.statusCode()));
    }

    static void failure(RoutingContext ctx, ApiFailure failure) {
        log(ctx, failure);
        var response = ctx.response();
        if (response.headWritten()) {
            // Part of another answer is on its way; a second one would be read as its continuation.
            response.reset();
            return;
        }
        if (failure.code() == ErrorCode.UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (failure.code().retryable()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
        }
        var details = new JsonArray();
        for (var detail : failure.details()) {
            details.add(new JsonObject().put("path", detail.path()).put("problem", detail.problem()));
        }
        var error = new JsonObject()
                .put("code", failure.code().name())
                .put("message", failure.getMessage())
                .put("details", details);
        write(
                ctx,
                failure.code().status(),
                new JsonObject()
                        .put("success", false)
                        .put("error", error)
                        .put("meta", new JsonObject().put("request_id", RequestId.of(ctx))));
    }

    private static void log(RoutingContext ctx, ApiFailure failure) {
        if (failure.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.error("request {} failed", RequestId.of(ctx), failure.getCause());
        } else if (failure.getCause() != null) {
            LOG.warn(
                    "request {} answered {}: {}",
                    RequestId.of(ctx),
                    failure.code(),
                    failure.getCause().toString());
        }
    }

    private static JsonObject success(RoutingContext ctx, Object data, JsonObject pagination) {
        var meta = new JsonObject().put("request_id", RequestId.of(ctx)).put("timestamp", Views.time(Instant.now()));
        if (pagination != null) {
            meta.put("pagination", pagination);
        }
        return new JsonObject().put("success", true).put("data", data).put("meta", meta);
    }

    private static void write(RoutingContext ctx, int status, JsonObject body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }
}
