package io.headway.gateway;

import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.Source;
import io.headway.model.Submission;
import io.headway.protocol.json.ClientMessage.Invalid;
import io.headway.protocol.json.ClientMessage.PositionUpdate;
import io.headway.protocol.json.JsonMessageDecoder;
import io.headway.security.Principal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owned by one HTTP event loop: positions by POST. Every item is answered for itself; nothing is answered before it is durable. A request
 * that finds no credits for one of its vehicles is refused as a whole with {@link NoCredits}: what was taken of it will be a duplicate when
 * the sender repeats it.
 */
public final class HttpIngress {
    /** Most positions in one request. */
    public static final int MAX_ITEMS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(HttpIngress.class);
    private static final String PROTOCOL = "http";
    private static final long ANSWER_DEADLINE_MS = 20_000;

    private final GatewayParts parts;

    /** The shard is full, or the database does not answer, or not in time: to be tried again later. */
    public static final class NoCredits extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoCredits() {
            super("positions cannot be taken now");
        }
    }

    /**
     * What became of one item.
     *
     * @param index place in the request
     * @param code {@code stored}, {@code duplicate}, a rejection reason, VALIDATION_ERROR, FORBIDDEN or NOT_FOUND
     * @param detail a sentence for a person; null when stored or duplicate
     */
    public record Answer(int index, String code, String detail) {}

    /** One vehicle's part of a request: where its fixes stood, and the fixes. */
    private record Share(List<Integer> indexes, List<Fix> fixes) {}

    /** Called on the loop that will serve the requests. */
    public HttpIngress(Context context, Ingress ingress, GatewayMetrics metrics) {
        this.parts = ingress.partsFor(context, metrics);
    }

    /** @return one answer per item, in order, or a single one when the body cannot be read at all; fails with {@link NoCredits} */
    public Future<List<Answer>> take(Principal principal, Buffer body) {
        var messages = JsonMessageDecoder.decodePositions(body, MAX_ITEMS);
        var answers = new Answer[messages.size()];
        Map<UUID, Share> shares = new LinkedHashMap<>();
        for (var i = 0; i < answers.length; i++) {
            switch (messages.get(i)) {
                case PositionUpdate update -> sort(i, update, principal, shares, answers);
                case Invalid invalid -> answers[i] = new Answer(i, invalid.code(), invalid.message());
                default -> answers[i] = new Answer(i, "VALIDATION_ERROR", "not a position");
            }
        }
        var stored = new ArrayList<Future<Void>>();
        shares.forEach((vehicle, share) -> stored.add(store(principal, vehicle, share, answers)));
        return Future.all(stored).map(_ -> List.of(answers));
    }

    private static void sort(
            int index, PositionUpdate update, Principal principal, Map<UUID, Share> shares, Answer[] answers) {
        var vehicle = update.vehicleId() != null
                ? update.vehicleId()
                : principal.onlyVehicle().orElse(null);
        if (vehicle == null) {
            answers[index] = new Answer(index, "VALIDATION_ERROR", "vehicle_id is needed");
        } else if (!principal.maySend(vehicle)) {
            answers[index] = new Answer(index, "FORBIDDEN", "the token may not send for vehicle " + vehicle);
        } else {
            var share = shares.computeIfAbsent(vehicle, _ -> new Share(new ArrayList<>(), new ArrayList<>()));
            share.indexes().add(index);
            share.fixes().add(update.fix());
        }
    }

    private Future<Void> store(Principal principal, UUID vehicle, Share share, Answer[] answers) {
        return parts.devices()
                .vehicleBelongsTo(vehicle, principal.workspaceId())
                .recover(unreachable -> {
                    LOG.warn("vehicle {} cannot be looked up: {}", vehicle, unreachable.toString());
                    return Future.failedFuture(new NoCredits());
                })
                .compose(known -> {
                    if (!known) {
                        share.indexes()
                                .forEach(index -> answers[index] =
                                        new Answer(index, "NOT_FOUND", "no vehicle " + vehicle + " in this workspace"));
                        return Future.succeededFuture();
                    }
                    var source = new Source(principal.workspaceId(), vehicle, principal.deviceId(), PROTOCOL);
                    return offer(source, share.fixes()).map(receipt -> {
                        note(receipt, share, answers);
                        return null;
                    });
                });
    }

    private Future<Receipt> offer(Source source, List<Fix> fixes) {
        var receipt = Promise.<Receipt>promise();
        var items = parts.validated(fixes);
        if (!parts.ingest().offer(new Submission(source, items, System.nanoTime(), receipt::tryComplete))) {
            return Future.failedFuture(new NoCredits());
        }
        parts.metrics().received(fixes.size());
        return receipt.future()
                .onSuccess(parts.metrics()::settled)
                .timeout(ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS)
                .recover(_ -> Future.failedFuture(new NoCredits()));
    }

    private static void note(Receipt receipt, Share share, Answer[] answers) {
        for (var i = 0; i < receipt.size(); i++) {
            int index = share.indexes().get(i);
            answers[index] = switch (receipt.outcomes().get(i)) {
                case Outcome.Kept.STORED -> new Answer(index, "stored", null);
                case Outcome.Kept.DUPLICATE -> new Answer(index, "duplicate", null);
                case Outcome.Rejected rejected ->
                    new Answer(index, rejected.reason().tag(), rejected.detail());
            };
        }
    }
}
