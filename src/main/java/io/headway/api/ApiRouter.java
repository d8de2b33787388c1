package io.headway.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.List;

/**
 * Builds the HTTP router: REST bound to {@code openapi.yaml} operation by operation, the contract itself, and the live page.
 *
 * <p>A request to the API passes, in this order: its id, its token (401), its body's size (413), the roles of its operation (403), the
 * contract (422), the operation. {@code updateTracking} is bound like the others but its body is not validated here: building a tree of
 * every position to judge it would cost more than storing it, so its handler judges each item with a streaming parser.
 */
public final class ApiRouter {
    /** Key in the routing context of the verified {@link io.headway.security.Principal}. */
    public static final String PRINCIPAL = "principal";

    /** Key in the routing context of the request's id, a string. */
    public static final String REQUEST_ID = "request_id";

    static final String CONTRACT = "openapi.yaml";
    private static final String WEB_ROOT = "web";

    private final Vertx vertx;
    private final Authentication authentication;
    private final List<Operations> operations;
    private final Handler<RoutingContext> updateTracking;
    private final int maxBodyBytes;

    /**
     * @param operations all that the contract names beside {@code updateTracking}
     * @param updateTracking handles POST /api/v1/tracking/update: finds the principal and the request's id under {@link #PRINCIPAL} and
     *     {@link #REQUEST_ID} and the whole body in {@code ctx.body().buffer()}; writes its own success, and fails the context with a
     *     status (422, 503, …, a message in an HttpException) for anything else
     * @param maxBodyBytes largest request body
     */
    public ApiRouter(
            Vertx vertx,
            Authentication authentication,
            List<Operations> operations,
            Handler<RoutingContext> updateTracking,
            int maxBodyBytes) {
        this.vertx = vertx;
        this.authentication = authentication;
        this.operations = List.copyOf(operations);
        this.updateTracking = updateTracking;
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Reads the contract and binds it.
     *
     * @return a router of its own for each call, to which more routes may be added; fails when the contract is not valid or an operation of
     *     it is not bound
     */
    public Future<Router> build() {
        return OpenAPIContract.from(vertx, CONTRACT)
                .compose(contract -> vertx.fileSystem().readFile(CONTRACT).map(text -> router(contract, text)));
    }

    private Router router(OpenAPIContract contract, Buffer contractText) {
        var router = Router.router(vertx);
        router.route().handler(new RequestId()).failureHandler(Answers::failure);
        router.route().handler(new SecurityHeaders());
        router.route("/api/v1/*").handler(new BearerToken(authentication));
        router.route("/api/v1/*").handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes));
        router.route("/*").subRouter(operations(contract));
        router.get("/" + CONTRACT)
                .handler(ctx -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                        .end(contractText));
        router.route("/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(livePage());
        for (var status : new int[] {400, 404, 405, 413, 500}) {
            router.errorHandler(status, ctx -> Answers.failure(ctx, Faults.translate(ctx.failure(), status)));
        }
        return router;
    }

    private Router operations(OpenAPIContract contract) {
        var access = new Access(contract);
        var body = RequestExtractor.withBodyHandler();
        // The roles are checked before the contract: who may not call an operation learns nothing about its parameters.
        var builder = RouterBuilder.create(
                vertx,
                contract,
                (ctx, operation) -> access.permits(BearerToken.principal(ctx), operation)
                        ? body.extractValidatableRequest(ctx, operation)
                        : Future.failedFuture(ApiFailure.of(ErrorCode.FORBIDDEN)));
        for (var resource : operations) {
            resource.handlers().forEach((operationId, handler) -> bind(builder, operationId, handler));
        }
        var tracking = contract.operation("updateTracking");
        bind(builder, "updateTracking", ctx -> permitted(access, tracking, ctx));
        builder.getRoute("updateTracking").setDoValidation(false);
        for (var route : builder.getRoutes()) {
            if (route.getHandlers().isEmpty()) {
                throw new IllegalStateException(
                        "operation " + route.getOperation().getOperationId() + " of " + CONTRACT + " is not bound");
            }
        }
        return builder.createRouter();
    }

    private void permitted(Access access, Operation tracking, RoutingContext ctx) {
        if (access.permits(BearerToken.principal(ctx), tracking)) {
            updateTracking.handle(ctx);
        } else {
            ctx.fail(ApiFailure.of(ErrorCode.FORBIDDEN));
        }
    }

    private static void bind(RouterBuilder builder, String operationId, Handler<RoutingContext> operation) {
        var route = builder.getRoute(operationId);
        if (route == null) {
            throw new IllegalStateException(CONTRACT + " has no operation " + operationId);
        }
        // The token has been verified before the body was read, so the builder has no security handler to add.
        route.setDoSecurity(false).addHandler(operation);
    }

    private static Handler<RoutingContext> livePage() {
        var files = StaticHandler.create(WEB_ROOT).setCachingEnabled(false).setIncludeHidden(false);
        return ctx -> {
            ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            files.handle(ctx);
        };
    }

    /** Every failure of a query means that the database did not answer: see {@link VehicleQueries} and {@link DeviceRegistry}. */
    static <T> Future<T> unavailable(Throwable cause) {
        return Future.failedFuture(ApiFailure.unavailable(cause));
    }
}
