package io.headway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.ops.Health.Answer;
import io.headway.ops.Health.Check;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HealthTest {
    private static final Check GOOD = new Check("partitions", () -> Future.succeededFuture("7 days ahead"));

    @Test
    void is_alive_whatever_the_checks_say(Vertx vertx) {
        var answer = new Health(vertx, 1000, List.of(), List.of(failing(new NotReady("gone")))).live();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasToString("{\"status\":\"up\"}");
    }

    @Test
    void is_ready_when_every_check_is_up(Vertx vertx) throws Exception {
        var answer = get(new Health(vertx, 1000, List.of(), List.of(GOOD)).ready());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("""
                                {"status":"up","checks":[{"name":"partitions","status":"up","detail":"7 days ahead"}]}
                                """));
    }

    @Test
    void one_check_that_is_down_is_enough(Vertx vertx) throws Exception {
        var answer =
                get(new Health(vertx, 1000, List.of(), List.of(GOOD, failing(new NotReady("no connection")))).ready());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().toString())
                .contains("\"status\":\"down\"")
                .contains("{\"name\":\"database\",\"status\":\"down\",\"detail\":\"no connection\"}");
    }

    @Test
    void what_went_wrong_inside_is_not_told(Vertx vertx) throws Exception {
        var thrown = new Check("thrown", () -> {
            throw new IllegalStateException("password of db.internal");
        });
        var nothing = new Check("nothing", () -> null);
        var inside = failing(new IllegalStateException("password of db.internal"));

        var answer = get(new Health(vertx, 1000, List.of(), List.of(inside, thrown, nothing)).ready());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().toString())
                .doesNotContain("password")
                .containsPattern("database.*failed.*thrown.*failed.*nothing.*failed");
    }

    @Test
    void a_check_that_does_not_answer_is_down_at_the_deadline(Vertx vertx) throws Exception {
        var silent = new Check("database", () -> Promise.<String>promise().future());

        var answer = get(new Health(vertx, 50, List.of(), List.of(silent, GOOD)).ready());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().toString()).contains("no answer in time");
    }

    @Test
    void questions_at_the_same_time_share_one_round(Vertx vertx) throws Exception {
        var asked = new AtomicInteger();
        Promise<String> reply = Promise.promise();
        var health = new Health(vertx, 10_000, List.of(), List.of(new Check("database", () -> {
            asked.incrementAndGet();
            return reply.future();
        })));

        var first = health.ready();
        var second = health.ready();
        reply.complete();

        assertThat(get(first).status()).isEqualTo(200);
        assertThat(get(second).status()).isEqualTo(200);
        assertThat(asked).hasValue(1);
        get(health.ready());
        assertThat(asked).hasValue(2);
    }

    @Test
    void has_started_once_and_for_all(Vertx vertx) throws Exception {
        var state = new AtomicReference<Future<String>>(Future.failedFuture(new NotReady("migrating")));
        var health = new Health(vertx, 1000, List.of(new Check("migrations", state::get)), List.of());

        assertThat(get(health.startup()).status()).isEqualTo(503);
        state.set(Future.succeededFuture());
        assertThat(get(health.startup()).status()).isEqualTo(200);
        state.set(Future.failedFuture(new NotReady("gone")));
        assertThat(get(health.startup()).status()).isEqualTo(200);
    }

    private static Check failing(Throwable cause) {
        return new Check("database", () -> Future.failedFuture(cause));
    }

    private static Answer get(Future<Answer> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
