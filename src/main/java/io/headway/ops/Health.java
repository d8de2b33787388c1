package io.headway.ops;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /health}, {@code /health/ready} and {@code /health/startup}. Anyone may ask, so a round of checks that is under way is
 * shared by all who ask meanwhile, and what went wrong in detail goes to the log only. Any thread.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private static final Answer UP =
            new Answer(200, new JsonObject().put("status", "up").toBuffer());

    private final Vertx vertx;
    private final long deadlineMs;
    private final Round startup;
    private final Round ready;

    /** Once started, a process stays started: only readiness comes and goes. */
    private volatile boolean started;

    /**
     * A named question.
     *
     * @param probe succeeds when all is well, with a word for people or null; fails otherwise, with {@link NotReady} where the reason may
     *     be shown. Called on any thread.
     */
    public record Check(String name, Supplier<Future<String>> probe) {}

    /**
     * What to answer over HTTP.
     *
     * @param status 200 or 503
     * @param body JSON
     */
    public record Answer(int status, Buffer body) {}

    /**
     * Asks nothing yet.
     *
     * @param deadlineMs a check that has not answered by then is down
     */
    public Health(Vertx vertx, long deadlineMs, List<Check> startup, List<Check> ready) {
        this.vertx = vertx;
        this.deadlineMs = deadlineMs;
        this.startup = new Round(List.copyOf(startup));
        this.ready = new Round(List.copyOf(ready));
    }

    /** Liveness: the process answers. It asks for nothing else, because a restart mends no database. */
    public Answer live() {
        return UP;
    }

    /** May be given work. Never fails; completes on any thread within the deadline. */
    public Future<Answer> ready() {
        return ready.run();
    }

    /** Has come up, migrations and all. Never fails; completes on any thread within the deadline. */
    public Future<Answer> startup() {
        return started ? Future.succeededFuture(UP) : startup.run().onSuccess(this::noteStart);
    }

    private void noteStart(Answer answer) {
        if (answer.status() == 200) {
            started = true;
        }
    }

    private record Result(String name, boolean up, String detail) {}

    /** One list of checks, at most once under way. */
    private final class Round {
        private final List<Check> checks;
        private final AtomicReference<Future<Answer>> underWay = new AtomicReference<>();
        private final Set<String> down = ConcurrentHashMap.newKeySet();

        private Round(List<Check> checks) {
            this.checks = checks;
        }

        private Future<Answer> run() {
            Promise<Answer> promise = Promise.promise();
            var earlier = underWay.compareAndExchange(null, promise.future());
            if (earlier != null) {
                return earlier;
            }
            var results = new ArrayList<Future<Result>>(checks.size());
            checks.forEach(check -> results.add(ask(check)));
            Future.join(results).onComplete(_ -> {
                underWay.set(null);
                promise.complete(answer(results.stream().map(Future::result).toList()));
            });
            return promise.future();
        }

        private Future<Result> ask(Check check) {
            Promise<Result> promise = Promise.promise();
            long timer = vertx.setTimer(
                    deadlineMs, _ -> promise.tryComplete(new Result(check.name(), false, "no answer in time")));
            Future<String> asked;
            try {
                asked = Objects.requireNonNull(check.probe().get());
            } catch (RuntimeException e) {
                asked = Future.failedFuture(e);
            }
            asked.onComplete(result -> {
                vertx.cancelTimer(timer);
                promise.tryComplete(
                        result.succeeded()
                                ? new Result(check.name(), true, result.result())
                                : failed(check.name(), result.cause()));
            });
            return promise.future().onSuccess(this::report);
        }

        private Result failed(String name, Throwable cause) {
            if (cause instanceof NotReady) {
                return new Result(name, false, cause.getMessage());
            }
            LOG.debug("health check {} failed", name, cause);
            return new Result(name, false, "failed");
        }

        /** A line when a check changes, not one per question. */
        private void report(Result result) {
            if (result.up() && down.remove(result.name())) {
                LOG.info("{} is up again", result.name());
            } else if (!result.up() && down.add(result.name())) {
                LOG.warn("{} is down: {}", result.name(), result.detail());
            }
        }
    }

    private static Answer answer(List<Result> results) {
        boolean up = results.stream().allMatch(Result::up);
        var checks = new JsonArray();
        for (var result : results) {
            var check = new JsonObject().put("name", result.name()).put("status", result.up() ? "up" : "down");
            if (result.detail() != null) {
                check.put("detail", result.detail());
            }
            checks.add(check);
        }
        return new Answer(
                up ? 200 : 503,
                new JsonObject()
                        .put("status", up ? "up" : "down")
                        .put("checks", checks)
                        .toBuffer());
    }
}
