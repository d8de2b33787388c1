package io.headway.gateway;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.model.Outcome;
import io.headway.model.RejectionReason;
import io.headway.security.Principal;
import io.headway.security.Role;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpIngressTest {
    private RunningGateways gateways;
    private HttpIngress http;
    private UUID ours;
    private UUID second;
    private UUID theirs;

    @BeforeEach
    void start() throws Exception {
        gateways = new RunningGateways(RunningGateways.LIMITS);
        http = gateways.http();
        ours = gateways.directory.vehicle(FakeDirectory.OURS, 1);
        second = gateways.directory.vehicle(FakeDirectory.OURS, 2);
        theirs = gateways.directory.vehicle(FakeDirectory.THEIRS, 9);
    }

    @AfterEach
    void stop() throws Exception {
        gateways.close();
    }

    private Future<List<HttpIngress.Answer>> take(String body) {
        var driver = new Principal(
                "driver",
                Set.of(Role.DRIVER),
                FakeDirectory.OURS,
                Set.of(ours, second, theirs),
                Set.of(),
                Long.MAX_VALUE);
        return gateways.onLoop(_ -> http.take(driver, Buffer.buffer(body)));
    }

    private static JsonObject position(UUID vehicle, double lat) {
        return new JsonObject()
                .put("vehicle_id", vehicle.toString())
                .put("lat", lat)
                .put("lng", 13.4)
                .put("timestamp", System.currentTimeMillis());
    }

    private static List<String> codes(List<HttpIngress.Answer> answers) {
        return answers.stream().map(HttpIngress.Answer::code).toList();
    }

    @Test
    void a_vehicle_of_another_workspace_is_not_found_even_when_the_token_names_it() throws Exception {
        assertThat(codes(await(take(position(theirs, 52).encode())))).containsExactly("NOT_FOUND");
        assertThat(gateways.shards.unseen()).isZero();
    }

    @Test
    void answers_only_after_the_receipt() throws Exception {
        var answer = take(position(ours, 52).encode());
        var taken = gateways.shards.next();
        gateways.settle();
        assertThat(answer.isComplete()).isFalse();

        taken.store();
        assertThat(codes(await(answer))).containsExactly("stored");
    }

    @Test
    void every_item_is_answered_for_itself_and_in_its_place() throws Exception {
        var stranger = new UUID(2, 77);
        var answer = take(new JsonArray()
                .add(position(second, 1))
                .add(position(ours, 2))
                .add(position(stranger, 3))
                .add(position(ours, 91))
                .add(position(theirs, 5))
                .add(new JsonObject().put("lat", 6))
                .add("no object")
                .add(position(ours, 8))
                .encode());
        var first = gateways.shards.next();
        var other = gateways.shards.next();
        var ofOurs = first.vehicle().equals(ours) ? first : other;
        var ofSecond = first.vehicle().equals(ours) ? other : first;
        assertThat(ofOurs.submission().items()).hasSize(3);
        ofSecond.store();
        ofOurs.settle(List.of(
                Outcome.Kept.STORED,
                new Outcome.Rejected(RejectionReason.OUT_OF_RANGE, "latitude 91"),
                Outcome.Kept.DUPLICATE));

        var answers = await(answer);
        assertThat(codes(answers))
                .containsExactly(
                        "stored",
                        "stored",
                        "FORBIDDEN",
                        "out_of_range",
                        "NOT_FOUND",
                        "VALIDATION_ERROR",
                        "VALIDATION_ERROR",
                        "duplicate");
        assertThat(answers).extracting(HttpIngress.Answer::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(answers.get(3).detail()).isEqualTo("latitude 91");
    }

    @Test
    void a_thousand_positions_are_taken_and_one_more_is_not() throws Exception {
        gateways.shards.storeAtOnce();
        var thousand = new JsonArray();
        IntStream.range(0, HttpIngress.MAX_ITEMS).forEach(i -> thousand.add(position(ours, i / 100.0)));
        assertThat(codes(await(take(thousand.encode())))).hasSize(1_000).containsOnly("stored");
        gateways.shards.next();

        thousand.add(position(ours, 50));
        assertThat(codes(await(take(thousand.encode())))).containsExactly("VALIDATION_ERROR");
        assertThat(gateways.shards.unseen()).isZero();
    }

    @Test
    void no_positions_are_no_answers() throws Exception {
        assertThat(await(take("[]"))).isEmpty();
    }

    @Test
    void what_is_not_json_is_one_error() throws Exception {
        assertThat(codes(await(take("[{")))).containsExactly("VALIDATION_ERROR");
    }

    @Test
    void without_credits_the_request_is_refused_and_counts_nothing() {
        gateways.shards.credits(0);

        assertUnavailable(position(ours, 1).encode());
        assertThat(gateways.count("headway_positions_received_total")).isZero();
    }

    @Test
    void without_credits_for_one_vehicle_the_request_is_refused_whole() {
        gateways.shards.storeAtOnce();
        gateways.shards.credits(1);

        assertUnavailable(
                new JsonArray().add(position(ours, 1)).add(position(second, 2)).encode());
    }

    @Test
    void when_vehicles_cannot_be_looked_up_the_sender_is_to_come_again() {
        gateways.directory.unreachable();

        assertUnavailable(position(ours, 1).encode());
    }

    private void assertUnavailable(String body) {
        assertThatThrownBy(() -> await(take(body))).hasCauseInstanceOf(HttpIngress.NoCredits.class);
    }
}
