package io.headway.api;

import io.headway.security.Principal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Lets a request pass only with a valid bearer token, before its body is read. */
final class BearerToken implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final Authentication authentication;

    BearerToken(Authentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public void handle(RoutingContext ctx) {
        var header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            ctx.fail(ApiFailure.of(ErrorCode.UNAUTHORIZED));
            return;
        }
        // The body handler comes later: until it listens, nothing of the body may arrive.
        ctx.request().pause();
        authentication
                .authenticate(header.substring(SCHEME.length()).strip())
                .onSuccess(principal -> {
                    ctx.put(ApiRouter.PRINCIPAL, principal);
                    ctx.next();
                    ctx.request().resume();
                })
                .onFailure(invalid -> {
                    ctx.fail(ApiFailure.of(ErrorCode.UNAUTHORIZED));
                    ctx.request().resume();
                });
    }

    static Principal principal(RoutingContext ctx) {
        return ctx.get(ApiRouter.PRINCIPAL);
    }
}
