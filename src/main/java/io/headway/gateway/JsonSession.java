package io.headway.gateway;

import io.headway.gateway.GatewayMetrics.CloseReason;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.Source;
import io.headway.protocol.FrameFault;
import io.headway.protocol.json.ClientMessage;
import io.headway.protocol.json.JsonMessageDecoder;
import io.headway.protocol.json.JsonMessages;
import io.headway.security.Principal;
import io.headway.security.TokenRefused;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by its connection's event loop: one sender or subscriber that speaks the JSON messages, whatever carries them. While something must
 * be waited for, a token check, a vehicle look-up or credits, the peer is paused and {@link #waiting()} is true.
 */
final class JsonSession {
    private static final Logger LOG = LoggerFactory.getLogger(JsonSession.class);
    private static final int POLICY_VIOLATION = 1008;
    private static final int TRY_AGAIN_LATER = 1013;
    /** The name of the subscription that a trip's own socket begins with. */
    private static final String TRIP_SUBSCRIPTION = "trip";

    private final JsonPeer peer;
    private final JsonAccess access;
    private final GatewayParts parts;
    private final Function<Principal, LiveFeed.Subscriber> subscribers;
    private final Uplink uplink;
    private final Map<UUID, Source> sources = new HashMap<>();
    private final Runnable replaced = this::replace;
    private Principal principal;
    private UUID followedTrip;
    private LiveFeed.Subscriber subscriber;
    private UUID countedDevice;
    private long deadlineTimer;
    private boolean lookingUp;
    private boolean closed;

    /**
     * What a session needs besides the loop's own parts.
     *
     * @param tokens checks a token; fails with {@link TokenRefused}
     * @param authDeadlineMs time for the first token
     */
    record JsonAccess(Function<String, Future<Principal>> tokens, long authDeadlineMs, String protocol) {}

    /** @param subscribers opens the live feed for a principal */
    JsonSession(
            JsonPeer peer,
            JsonAccess access,
            GatewayParts parts,
            Function<Principal, LiveFeed.Subscriber> subscribers) {
        this.peer = peer;
        this.access = access;
        this.parts = parts;
        this.subscribers = subscribers;
        this.uplink = new Uplink(parts, peer::resume);
        this.deadlineTimer = parts.vertx().setTimer(access.authDeadlineMs(), _ -> {
            if (principal == null) {
                fail("UNAUTHORIZED", "no token within " + access.authDeadlineMs() + " ms", CloseReason.LOGIN_DEADLINE);
            }
        });
        parts.metrics().opened();
    }

    /** True when no further message may be given to the session until the peer is resumed. */
    boolean waiting() {
        return closed || lookingUp || uplink.blocked();
    }

    /** Subscribes to the trip, snapshot included, once it is known who asks. */
    void follow(UUID trip) {
        followedTrip = trip;
    }

    boolean subscribes() {
        return subscriber != null;
    }

    void authenticate(String token) {
        await(access.tokens().apply(token), this::admit, refused -> {
            var why = refused instanceof TokenRefused ? refused.getMessage() : "token cannot be checked";
            fail("UNAUTHORIZED", why, CloseReason.UNAUTHORIZED);
        });
    }

    void receive(Buffer message) {
        if (closed) {
            return;
        }
        switch (JsonMessageDecoder.decode(message)) {
            case ClientMessage.Auth auth -> authenticate(auth.token());
            case ClientMessage.PositionUpdate update -> whenKnown(() -> position(update));
            case ClientMessage.Subscribe subscribe -> whenKnown(() -> subscribe(subscribe));
            case ClientMessage.Unsubscribe unsubscribe ->
                whenKnown(() -> {
                    if (subscriber != null) {
                        subscriber.unsubscribe(unsubscribe.id());
                    }
                });
            case ClientMessage.Invalid invalid -> {
                parts.metrics().fault(FrameFault.MALFORMED);
                peer.send(JsonMessages.error(invalid.code(), invalid.message(), invalid.seq()));
                if (principal == null) {
                    fail("UNAUTHORIZED", "the first message must be auth", CloseReason.UNAUTHORIZED);
                }
            }
        }
        if (waiting()) {
            peer.pause();
        }
    }

    /** Stops taking messages; what has been taken is still acknowledged. */
    void drain() {
        peer.pause();
        closed = true;
    }

    /** The connection is gone. */
    void ended() {
        closed = true;
        uplink.close();
        parts.vertx().cancelTimer(deadlineTimer);
        parts.metrics().ended();
        if (subscriber != null) {
            subscriber.close();
        }
        if (countedDevice != null) {
            parts.admission().logout(countedDevice, replaced);
        }
    }

    private void whenKnown(Runnable action) {
        if (principal == null) {
            fail("UNAUTHORIZED", "the first message must be auth", CloseReason.UNAUTHORIZED);
        } else {
            action.run();
        }
    }

    /** A second token on an open connection renews the first; it cannot change the workspace. */
    private void admit(Principal admitted) {
        if (principal != null
                && (!principal.workspaceId().equals(admitted.workspaceId())
                        || !principal.subject().equals(admitted.subject()))) {
            fail("FORBIDDEN", "a renewed token must be of the same subject and workspace", CloseReason.POLICY);
            return;
        }
        principal = admitted;
        sources.clear();
        parts.vertx().cancelTimer(deadlineTimer);
        var leftMs = Math.max(1, admitted.expiresAtMs() - parts.clock().millis());
        deadlineTimer = parts.vertx()
                .setTimer(leftMs, _ -> fail("UNAUTHORIZED", "token has expired", CloseReason.TOKEN_EXPIRED));
        if (followedTrip != null && subscriber == null) {
            var selection = ClientMessage.Selection.ofTrip(followedTrip);
            subscribe(new ClientMessage.Subscribe(TRIP_SUBSCRIPTION, selection, true, 0, false, null));
        } else if (!admitted.maySend() && !admitted.maySubscribe() && !admitted.mayFollowSome()) {
            fail("FORBIDDEN", "this token may neither send nor subscribe", CloseReason.POLICY);
        }
    }

    private void position(ClientMessage.PositionUpdate update) {
        if (!principal.maySend()) {
            forbid("this token may not send positions", update.seq());
            return;
        }
        var vehicle = update.vehicleId() != null
                ? update.vehicleId()
                : principal.onlyVehicle().orElse(null);
        if (vehicle == null) {
            peer.send(JsonMessages.error(
                    "VALIDATION_ERROR", "vehicle_id is needed: the token has not exactly one vehicle", update.seq()));
            return;
        }
        if (!principal.maySend(vehicle)) {
            forbid("the token may not send for vehicle " + vehicle, update.seq());
            return;
        }
        var source = sources.get(vehicle);
        if (source != null) {
            submit(source, update);
        } else {
            lookUp(vehicle, update);
        }
    }

    private void forbid(String message, Long seq) {
        peer.send(JsonMessages.error("FORBIDDEN", message, seq));
        end(POLICY_VIOLATION, "FORBIDDEN", CloseReason.POLICY);
    }

    private void lookUp(UUID vehicle, ClientMessage.PositionUpdate update) {
        await(
                parts.devices().vehicleBelongsTo(vehicle, principal.workspaceId()),
                known -> {
                    if (known) {
                        var source =
                                new Source(principal.workspaceId(), vehicle, principal.deviceId(), access.protocol());
                        sources.put(vehicle, source);
                        countConnection(vehicle);
                        submit(source, update);
                    } else {
                        peer.send(JsonMessages.error(
                                "NOT_FOUND", "no vehicle " + vehicle + " in this workspace", update.seq()));
                        end(POLICY_VIOLATION, "NOT_FOUND", CloseReason.UNKNOWN_DEVICE);
                    }
                },
                failure -> {
                    LOG.warn("vehicle {} cannot be looked up: {}", vehicle, failure.toString());
                    peer.send(JsonMessages.error("UNAVAILABLE", "the vehicle cannot be looked up now", update.seq()));
                    end(TRY_AGAIN_LATER, "UNAVAILABLE", CloseReason.UNAVAILABLE);
                });
    }

    private void countConnection(UUID vehicle) {
        if (countedDevice == null) {
            countedDevice = vehicle;
            parts.admission()
                    .login(vehicle, replaced, parts.limits().maxConnectionsPerDevice())
                    .ifPresent(Runnable::run);
        }
    }

    private void submit(Source source, ClientMessage.PositionUpdate update) {
        uplink.submit(source, List.of(update.fix()), receipt -> acknowledge(receipt, update.seq()));
        if (uplink.blocked()) {
            peer.pause();
        }
    }

    private void acknowledge(Receipt receipt, Long seq) {
        peer.send(
                receipt.outcomes().getFirst() instanceof Outcome.Rejected rejected
                        ? JsonMessages.error(rejected.reason().tag(), rejected.detail(), seq)
                        : JsonMessages.ack(seq));
    }

    private void subscribe(ClientMessage.Subscribe request) {
        var trip = request.selection().trip();
        if (!principal.maySubscribe() && (trip == null || !principal.mayFollow(trip))) {
            fail("FORBIDDEN", "this token may not subscribe to that", CloseReason.POLICY);
            return;
        }
        if (subscriber == null) {
            subscriber = subscribers.apply(principal);
        }
        subscriber.subscribe(request);
    }

    /** Stops the peer until the answer is here, so messages keep their order. */
    private <T> void await(Future<T> answer, Consumer<T> then, Consumer<Throwable> otherwise) {
        lookingUp = true;
        peer.pause();
        answer.onComplete(done -> {
            lookingUp = false;
            if (closed) {
                return;
            }
            if (done.succeeded()) {
                then.accept(done.result());
            } else {
                otherwise.accept(done.cause());
            }
            if (!waiting()) {
                peer.resume();
            }
        });
    }

    private void replace() {
        parts.metrics().closed(CloseReason.REPLACED);
        peer.close(POLICY_VIOLATION, "replaced by a newer connection");
    }

    private void fail(String code, String message, CloseReason reason) {
        peer.send(JsonMessages.error(code, message, null));
        end(POLICY_VIOLATION, code, reason);
    }

    private void end(int code, String text, CloseReason reason) {
        if (!closed) {
            closed = true;
            parts.metrics().closed(reason);
            peer.close(code, text);
        }
    }
}
