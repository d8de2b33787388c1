package io.headway.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Headers of every answer: a page may load and connect to nothing but this server, and nobody may frame it or guess its types. */
final class SecurityHeaders implements Handler<RoutingContext> {
    /** 'self' covers the page's own WebSocket only in newer browsers, so its address is named as well. */
    private static final String POLICY_START =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'";

    @Override
    public void handle(RoutingContext ctx) {
        ctx.response()
                .putHeader("Content-Security-Policy", policy(ctx))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        ctx.next();
    }

    private static String policy(RoutingContext ctx) {
        var authority = ctx.request().authority();
        if (authority == null || !hostIsPlain(authority.host())) {
            return POLICY_START;
        }
        var own = authority.host() + (authority.port() > 0 ? ":" + authority.port() : "");
        return POLICY_START + " ws://" + own + " wss://" + own;
    }

    /** The Host header is the caller's text and must not be able to add a directive. */
    private static boolean hostIsPlain(String host) {
        return host.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
    }
}
