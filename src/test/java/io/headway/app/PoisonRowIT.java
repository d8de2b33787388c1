package io.headway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.store.Workspaces;
import io.headway.testing.FreshDatabase;
import io.headway.testing.LiveSocket;
import io.headway.testing.RunningEngine;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PoisonRowIT {
    private static final int MESSAGES = 500;
    private static final int POISONED = 251;

    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static RunningEngine engine;

    private final UUID vehicle = UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeAll
    static void start() throws Exception {
        engine = RunningEngine.start(DATABASE.urlText(), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    void a_row_that_the_database_refuses_is_kept_aside_and_the_rest_of_its_batch_is_stored() throws Exception {
        try (var phone = engine.connect(engine.driverToken(Workspaces.DEFAULT_ID, vehicle))) {
            for (var seq = 1; seq <= MESSAGES; seq++) {
                // jsonb cannot hold the character 0; the JSON that carries it is well formed.
                var note = seq == POISONED ? "before\0after" : "fine";
                phone.send(update(seq, now.minusSeconds(seq), 50, 11)
                        .put("attributes", new JsonObject().put("note", note)));
            }
            var answers = answers(phone, MESSAGES);
            for (var seq = 1L; seq <= MESSAGES; seq++) {
                var answer = answers.get(seq);
                assertThat(answer.getString("type"))
                        .as("answer %s", answer)
                        .isEqualTo(seq == POISONED ? "error" : "ack");
            }
            assertThat(answers.get((long) POISONED).getString("code")).isEqualTo("refused_by_store");
        }
        assertThat(count("positions", "")).isEqualTo(MESSAGES - 1);
        assertThat(count("rejected_positions", "and reason = 'refused_by_store'"))
                .isEqualTo(1);
        assertThat(count("rejected_positions", "")).isEqualTo(1);
        assertThat(DATABASE.value("select record::text from rejected_positions where vehicle_id = '" + vehicle + "'"))
                .contains("before");
    }

    @Test
    void refused_records_are_kept_once_even_when_they_are_sent_twice() throws Exception {
        var refused = List.of(
                update(1, now.minus(Duration.ofDays(400)), 50, 11),
                update(2, now.plus(Duration.ofDays(1)), 50, 11),
                update(3, now, 0, 0),
                update(4, now, 50, 11).put("speed", 1_500));
        for (var time = 0; time < 2; time++) {
            try (var phone = engine.connect(engine.driverToken(Workspaces.DEFAULT_ID, vehicle))) {
                refused.forEach(phone::send);
                phone.send(update(5, now, 50, 11));
                var answers = answers(phone, refused.size() + 1);
                assertThat(answers.get(1L).getString("code")).isEqualTo("too_old");
                assertThat(answers.get(2L).getString("code")).isEqualTo("in_future");
                assertThat(answers.get(3L).getString("code")).isEqualTo("no_fix");
                assertThat(answers.get(4L).getString("code")).isEqualTo("speed_out_of_range");
                assertThat(answers.get(5L).getString("type")).isEqualTo("ack");
            }
        }
        assertThat(count("positions", "")).isEqualTo(1);
        assertThat(count("rejected_positions", "")).isEqualTo(refused.size());
        for (var reason : List.of("too_old", "in_future", "no_fix", "speed_out_of_range")) {
            assertThat(count("rejected_positions", "and reason = '" + reason + "'"))
                    .as(reason)
                    .isEqualTo(1);
        }
    }

    @Test
    void a_refused_record_whose_text_the_database_refuses_too_is_kept_all_the_same() throws Exception {
        try (var phone = engine.connect(engine.driverToken(Workspaces.DEFAULT_ID, vehicle))) {
            phone.send(update(1, now.minus(Duration.ofDays(400)), 50, 11)
                    .put("attributes", new JsonObject().put("note", "before\0after")));
            phone.send(update(2, now, 50, 11));
            var answers = answers(phone, 2);
            assertThat(answers.get(1L).getString("code")).isEqualTo("too_old");
            assertThat(answers.get(2L).getString("type")).isEqualTo("ack");
        }
        assertThat(count("rejected_positions", "and reason = 'too_old'")).isEqualTo(1);
        assertThat(count("positions", "")).isEqualTo(1);
    }

    private JsonObject update(int seq, Instant at, double latitude, double longitude) {
        return new JsonObject()
                .put("type", "position_update")
                .put("vehicle_id", vehicle.toString())
                .put("lat", latitude)
                .put("lng", longitude)
                .put("timestamp", at.toString())
                .put("seq", seq);
    }

    private static Map<Long, JsonObject> answers(LiveSocket phone, int number) throws InterruptedException {
        var answers = new HashMap<Long, JsonObject>();
        for (var i = 0; i < number; i++) {
            var answer = phone.next(LiveSocket.ofType("ack", "error"));
            assertThat(answers.put(answer.getLong("seq"), answer))
                    .as("a second answer to %s", answer)
                    .isNull();
        }
        return answers;
    }

    private long count(String table, String and) throws Exception {
        return Long.parseLong(
                DATABASE.value("select count(*) from %s where vehicle_id = '%s' %s".formatted(table, vehicle, and)));
    }
}
