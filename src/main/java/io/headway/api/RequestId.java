package io.headway.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * Gives every request an id for logs on both sides: the caller's {@code X-Request-Id} when it is short and harmless, else a new one. It is
 * in the answer's header and envelope.
 */
final class RequestId implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";
    private static final int MAX_LENGTH = 64;

    @Override
    public void handle(RoutingContext ctx) {
        var given = ctx.request().getHeader(HEADER);
        var id = given != null && harmless(given) ? given : UUID.randomUUID().toString();
        ctx.put(ApiRouter.REQUEST_ID, id);
        ctx.response().putHeader(HEADER, id);
        ctx.next();
    }

    static String of(RoutingContext ctx) {
        return ctx.get(ApiRouter.REQUEST_ID);
    }

    /** Only what can stand in a log line and a header as it is. */
    private static boolean harmless(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (var i = 0; i < id.length(); i++) {
            var c = id.charAt(i);
            var plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
