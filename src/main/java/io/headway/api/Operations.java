package io.headway.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The operations of the contract on one kind of resource. Each runs on its request's event loop. */
public interface Operations {

    /** By operationId. A handler answers, or throws or fails the context with an ApiFailure. */
    Map<String, Handler<RoutingContext>> handlers();
}
