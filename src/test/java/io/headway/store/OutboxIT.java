package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.testing.FreshDatabase;
import io.headway.testing.OutboxRows;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The outbox and the queue of webhooks on a real database, with two nodes on it. */
@Timeout(60)
class OutboxIT {
    private static final long DEADLINE_MS = 10_000;
    private static final long LEASE_MS = 60_000;
    private static final UUID WEBHOOK = UUID.randomUUID();
    private static final List<UUID> VEHICLES =
            Stream.generate(UUID::randomUUID).limit(3).toList();

    @RegisterExtension
    private static final FreshDatabase DATABASE = new FreshDatabase();

    private static Vertx vertx;
    private static Database one;
    private static Database other;

    private final OutboxRows rows = new OutboxRows(DATABASE.url(), Workspaces.DEFAULT_ID);
    private final List<Event> handedOn = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        one = await(Database.open(vertx, DATABASE.settings(), 1));
        other = await(Database.open(vertx, DATABASE.settings(), 1));
    }

    @AfterAll
    static void close() throws Exception {
        await(one.close());
        await(other.close());
        await(vertx.close());
    }

    @BeforeEach
    void empty() throws Exception {
        DATABASE.execute("delete from events");
        DATABASE.execute("delete from webhooks");
    }

    @Test
    void events_are_handed_on_in_order_once_and_no_more_at_a_time_than_a_step_may_take() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES.subList(0, 1), 25);
        var outbox = outbox(one, List.of());

        assertThat(await(outbox.step(this::take))).isEqualTo(new Outbox.Relayed(10, true, 0, List.of()));
        assertThat(await(outbox.step(this::take)).more()).isTrue();
        assertThat(await(outbox.step(this::take))).isEqualTo(new Outbox.Relayed(5, false, 0, List.of()));
        assertThat(await(outbox.step(this::take)).relayed()).isZero();

        assertThat(handedOn).extracting(event -> event.id().toString()).isEqualTo(rows.ids(VEHICLES.getFirst()));
    }

    @Test
    void what_could_not_be_handed_on_is_handed_on_again_whole() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES, 5);
        webhook();
        var outbox = outbox(one, List.of());

        assertThatThrownBy(() -> await(outbox.step(_ -> Future.failedFuture("no broker"))))
                .hasMessageContaining("no broker");
        assertThat(count("events where relayed_at is not null")).isZero();
        assertThat(count("webhook_deliveries")).isZero();

        assertThat(await(outbox.step(this::take))).isEqualTo(new Outbox.Relayed(5, false, 5, List.of()));
        assertThat(handedOn).hasSize(5);
    }

    @Test
    void of_two_nodes_one_hands_on_at_a_time() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES, 5);
        var begun = Promise.<Void>promise();
        var end = Promise.<Void>promise();

        var first = outbox(one, List.of()).step(pending -> {
            begun.complete();
            return end.future();
        });
        await(begun.future());
        assertThat(await(outbox(other, List.of()).step(this::take)).relayed()).isZero();
        end.complete();

        assertThat(await(first).relayed()).isEqualTo(5);
        assertThat(handedOn).isEmpty();
    }

    @Test
    void what_a_step_derives_is_in_the_outbox_with_the_same_commit_and_a_failing_step_undoes_all() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES, 1);
        OutboxStep failing = (_, _) -> Future.failedFuture("no");
        OutboxStep deriving = (_, events) -> Future.succeededFuture(events.stream()
                .filter(event -> event.type() == EventType.VEHICLE_OVERSPEED)
                .map(OutboxIT::tripOf)
                .toList());

        assertThatThrownBy(() -> await(outbox(one, List.of(deriving, failing)).step(this::take)))
                .hasMessageContaining("no");
        assertThat(count("events where relayed_at is not null or event_type = 'trip.status_changed'"))
                .isZero();
        handedOn.clear();

        var outbox = outbox(one, List.of(deriving));
        assertThat(await(outbox.step(this::take)).derived()).hasSize(1);
        assertThat(await(outbox.step(this::take)).derived()).isEmpty();
        assertThat(handedOn)
                .extracting(Event::type)
                .containsExactly(EventType.VEHICLE_OVERSPEED, EventType.TRIP_STATUS_CHANGED);
    }

    @Test
    void an_event_of_a_type_that_only_a_newer_release_knows_holds_up_no_other() throws Exception {
        rows.insert("vehicle.teleported", VEHICLES, 1);
        rows.insert("vehicle.overspeed", VEHICLES, 1);

        assertThat(await(outbox(one, List.of()).step(this::take)).relayed()).isEqualTo(1);
        assertThat(count("events where relayed_at is null")).isEqualTo(1);
    }

    @Test
    void looking_for_events_reads_no_month_that_has_none() throws Exception {
        var months = IntStream.range(0, 24)
                .mapToObj(month -> LocalDate.of(2024, 1, 1).plusMonths(month))
                .toList();
        await(one.partitions().ensureForEvents(months));
        for (var month : months) {
            DATABASE.execute("""
                    insert into events (event_id, event_type, workspace_id, vehicle_id, occurred_at, relayed_at, data)
                    select gen_random_uuid(), 'vehicle.overspeed', '%s', '%s', date '%s' + n * interval '1 second', now(), '{}'
                    from generate_series(1, 2000) n""".formatted(Workspaces.DEFAULT_ID, VEHICLES.getFirst(), month));
        }
        rows.insert("vehicle.overspeed", VEHICLES, 5);

        var plan = new StringBuilder();
        await(one.relayPool()
                .withConnection(connection -> connection
                        .preparedQuery("explain (analyze, buffers, costs off) "
                                + Outbox.SELECT
                                        .replace("$1", "array['vehicle.overspeed']")
                                        .replace("$2", "10"))
                        .execute()
                        .map(lines -> {
                            lines.forEach(line -> plan.append(line.getString(0)).append('\n'));
                            return null;
                        })));

        assertThat(plan.toString())
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed")
                .contains("Index Scan");
    }

    @Test
    void the_earliest_delivery_of_each_vehicle_is_claimed_by_one_node_only() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES, 9);
        webhook();
        await(outbox(one, List.of()).step(this::take));
        var queue = new WebhookQueue(one);

        assertThat(await(queue.due())).containsExactly(WEBHOOK);
        var claims = List.of(queue.claim(WEBHOOK, 2, LEASE_MS), new WebhookQueue(other).claim(WEBHOOK, 2, LEASE_MS));
        var claimed = new ArrayList<WebhookQueue.Delivery>();
        for (var claim : claims) {
            claimed.addAll(await(claim));
        }
        claimed.addAll(await(queue.claim(WEBHOOK, 2, LEASE_MS)));

        assertThat(claimed)
                .extracting(delivery -> delivery.event().orElseThrow().id().toString())
                .containsExactlyInAnyOrderElementsOf(VEHICLES.stream()
                        .map(vehicle -> rows.ids(vehicle).getFirst())
                        .toList());

        var first = claimed.getFirst();
        var vehicle = first.event().orElseThrow().vehicleId();
        await(queue.delivered(first));
        assertThat(await(queue.claim(WEBHOOK, 2, LEASE_MS)))
                .singleElement()
                .satisfies(next -> assertThat(next.event().orElseThrow().id().toString())
                        .isEqualTo(rows.ids(vehicle).get(1)));
    }

    @Test
    void a_claim_whose_node_died_is_taken_over_and_counts_as_an_attempt() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES, 1);
        webhook();
        await(outbox(one, List.of()).step(this::take));

        assertThat(await(new WebhookQueue(one).claim(WEBHOOK, 1, 0))).hasSize(1);
        assertThat(await(new WebhookQueue(other).claim(WEBHOOK, 1, LEASE_MS)))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.attempt()).isEqualTo(2));
    }

    @Test
    void those_that_wait_behind_one_that_is_given_up_are_not_tried_for_another_day_each() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES.subList(0, 1), 3);
        webhook();
        await(outbox(one, List.of()).step(this::take));
        var queue = new WebhookQueue(one);

        var head = await(queue.claim(WEBHOOK, 1, LEASE_MS)).getFirst();
        assertThat(await(queue.failed(head, "status 500", 0, LEASE_MS))).isFalse();
        DATABASE.execute("update webhook_deliveries set first_attempt_at = first_attempt_at - interval '2 minutes'");
        for (var i = 0; i < 3; i++) {
            var next = await(queue.claim(WEBHOOK, 1, LEASE_MS)).getFirst();
            assertThat(await(queue.failed(next, "status 500", 0, LEASE_MS))).isTrue();
        }
        assertThat(count("webhook_deliveries where dead_at is not null and last_error = 'status 500'"))
                .isEqualTo(3);
    }

    @Test
    void a_queue_that_is_too_long_gives_up_its_oldest_and_old_dead_letters_are_forgotten() throws Exception {
        rows.insert("vehicle.overspeed", VEHICLES.subList(0, 1), 8);
        webhook();
        await(outbox(one, List.of()).step(this::take));
        var queue = new WebhookQueue(one);

        assertThat(await(queue.trim(5, 30))).isEqualTo(3);
        var dead = await(new Webhooks(one).deadLetters(Workspaces.DEFAULT_ID, WEBHOOK, 0, 10));
        assertThat(dead)
                .extracting(letter -> letter.event().event().id().toString())
                .isEqualTo(rows.ids(VEHICLES.getFirst()).subList(0, 3));

        DATABASE.execute(
                "update webhook_deliveries set dead_at = now() - interval '31 days' where dead_at is not null");
        assertThat(await(queue.trim(5, 30))).isZero();
        assertThat(count("webhook_deliveries")).isEqualTo(5);
    }

    private Future<Void> take(Outbox.Pending pending) {
        handedOn.addAll(pending.events());
        return Future.succeededFuture();
    }

    private static Outbox outbox(Database node, List<OutboxStep> steps) {
        return new Outbox(node, 10, DEADLINE_MS, steps);
    }

    private static Event tripOf(Event cause) {
        return new Event(
                UUID.randomUUID(),
                EventType.TRIP_STATUS_CHANGED,
                cause.workspaceId(),
                cause.vehicleId(),
                null,
                cause.occurredAtMs(),
                "{}");
    }

    private static void webhook() throws Exception {
        DATABASE.execute(
                "insert into webhooks (id, workspace_id, url, types, secret) values ('%s', '%s', 'u', '{*}', 's')"
                        .formatted(WEBHOOK, Workspaces.DEFAULT_ID));
    }

    private static int count(String from) throws Exception {
        return Integer.parseInt(DATABASE.value("select count(*) from " + from));
    }
}
