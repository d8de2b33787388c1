package io.headway.gateway;

import io.headway.config.HeadwayConfig;
import io.headway.gateway.JsonSession.JsonAccess;
import io.headway.security.Principal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by one HTTP event loop: upgrades {@code /ws/tracking}, and {@code /ws/trips/{id}}, which subscribes to that trip by itself. A token comes in the Authorization header, in the {@code bearer}
 * subprotocol, or as the first message; never in the URL, where proxies would log it.
 */
public final class WebSocketGateway implements Handler<RoutingContext> {
    /** Name of the subprotocol; the token is offered behind it. */
    public static final String BEARER_PROTOCOL = "bearer";

    /** Of the path that names a trip. */
    public static final String TRIP_PARAMETER = "trip";

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketGateway.class);
    private static final String BEARER_SCHEME = "Bearer ";

    private final Set<String> allowedOrigins;
    private final GatewayParts parts;
    private final JsonAccess access;
    private final LiveFeed live;
    private final Map<JsonSession, WebSocketPeer> sessions = new HashMap<>();
    private boolean draining;

    /** Called on the loop that will serve the sockets. */
    public WebSocketGateway(
            HeadwayConfig.Websocket settings,
            Context context,
            Ingress ingress,
            Function<String, Future<Principal>> tokens,
            LiveFeed live,
            GatewayMetrics metrics) {
        this.allowedOrigins = Set.copyOf(settings.allowedOrigins().orElse(List.of()));
        this.parts = ingress.partsFor(context, metrics);
        this.access = new JsonAccess(tokens, settings.authDeadlineMs(), "websocket");
        this.live = live;
        parts.vertx().setPeriodic(settings.pingIntervalMs(), _ -> ping());
    }

    @Override
    public void handle(RoutingContext ctx) {
        var request = ctx.request();
        var tripText = ctx.pathParam(TRIP_PARAMETER);
        var trip = Optional.ofNullable(tripText).flatMap(WebSocketGateway::uuid);
        if (!originAllowed(request)) {
            parts.metrics().closed(GatewayMetrics.CloseReason.POLICY);
            ctx.response().setStatusCode(403).end("origin not allowed");
        } else if (tripText != null && trip.isEmpty()) {
            ctx.response().setStatusCode(404).end("not a trip's id");
        } else if (draining || !parts.admission().enter(request.remoteAddress().hostAddress())) {
            parts.metrics().closed(GatewayMetrics.CloseReason.LIMIT);
            ctx.response().setStatusCode(503).putHeader("retry-after", "5").end("too many connections");
        } else {
            request.toWebSocket()
                    .onSuccess(socket -> open(socket, token(request), trip))
                    .onFailure(cause -> {
                        parts.admission().leave(request.remoteAddress().hostAddress());
                        LOG.debug("upgrade failed: {}", cause.toString());
                        // Vert.x answers a bad HTTP/1.1 upgrade itself, but leaves a request over HTTP/2 open.
                        if (!ctx.response().ended()) {
                            ctx.response().setStatusCode(400).end("not a WebSocket upgrade");
                        }
                    });
        }
    }

    /** On the gateway's loop. Reads nothing more; what has been read is still acknowledged. */
    public void drain() {
        draining = true;
        sessions.keySet().forEach(JsonSession::drain);
    }

    /** Who only sends may be silent for long; subscribers are pinged by the live feed. */
    private void ping() {
        sessions.forEach((session, peer) -> {
            if (!session.subscribes()) {
                peer.ping();
            }
        });
    }

    private void open(ServerWebSocket socket, Optional<String> token, Optional<UUID> trip) {
        var peer = new WebSocketPeer(socket);
        var session = new JsonSession(
                peer,
                access,
                parts,
                principal -> trip.isPresent()
                        ? live.openForTrip(socket, principal.workspaceId())
                        : live.open(socket, principal.workspaceId()));
        trip.ifPresent(session::follow);
        sessions.put(session, peer);
        var address = socket.remoteAddress().hostAddress();
        socket.textMessageHandler(text -> session.receive(Buffer.buffer(text)))
                .exceptionHandler(cause -> LOG.debug("socket failed: {}", cause.toString()))
                .closeHandler(_ -> {
                    sessions.remove(session);
                    parts.admission().leave(address);
                    session.ended();
                });
        token.ifPresent(session::authenticate);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOne) {
            LOG.debug("no UUID in the path: {}", notOne.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> token(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER_SCHEME, 0, BEARER_SCHEME.length())) {
            return Optional.of(header.substring(BEARER_SCHEME.length()).trim());
        }
        var offered = request.getHeader("sec-websocket-protocol");
        if (offered == null) {
            return Optional.empty();
        }
        var protocols = List.of(offered.split("\\s*,\\s*"));
        var marker = protocols.indexOf(BEARER_PROTOCOL);
        return marker >= 0 && marker + 1 < protocols.size() ? Optional.of(protocols.get(marker + 1)) : Optional.empty();
    }

    /** Browsers always send an Origin and scripts in them cannot forge it; others need not send one. */
    private boolean originAllowed(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || allowedOrigins.contains(origin)) {
            return true;
        }
        try {
            var authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
        } catch (IllegalArgumentException notAnOrigin) {
            LOG.debug("Origin header is no URI: {}", notAnOrigin.getMessage());
            return false;
        }
    }
}
