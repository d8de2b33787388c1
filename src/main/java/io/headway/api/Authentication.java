package io.headway.api;

import io.headway.security.Principal;
import io.vertx.core.Future;

/** Tells whom a token speaks for. Called on the request's event loop. */
@FunctionalInterface
public interface Authentication {

    /**
     * Verifies a bearer token.
     *
     * @return the principal; fails, with any exception, when the token is not valid now: the caller is answered 401 and never told why
     */
    Future<Principal> authenticate(String token);
}
