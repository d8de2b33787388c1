package io.headway.shard;

import static io.headway.shard.ShardRig.NOW_MS;
import static io.headway.shard.ShardRig.SOURCE;
import static io.headway.shard.ShardRig.fix;
import static io.headway.shard.ShardRig.get;
import static io.headway.shard.ShardRig.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Derived;
import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.model.Fix;
import io.headway.model.Outcome;
import io.headway.model.Receipt;
import io.headway.model.VehicleStatus;
import io.headway.store.SpeedLimits;
import io.headway.store.VehicleState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shard knows of a vehicle when it first sees it, and what it says of it afterwards. */
class VehicleMeaningTest {
    private static final UUID VEHICLE = SOURCE.vehicleId();

    private ShardRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ShardRig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void a_vehicle_is_judged_only_when_its_stored_state_is_here_and_in_the_order_it_sent() throws Exception {
        BlockingQueue<Promise<List<VehicleState>>> asked = new LinkedBlockingQueue<>();
        rig.states = vehicles -> {
            assertThat(vehicles).containsExactly(VEHICLE);
            var answer = Promise.<List<VehicleState>>promise();
            asked.add(answer);
            return answer.future();
        };
        var first = rig.submit(fix(1));
        var second = rig.submit(fix(2), fix(3));
        var idle = rig.shards.whenIdle().toCompletionStage().toCompletableFuture();
        next(asked).fail("the database is away");
        var answer = next(asked);
        assertThat(rig.accepted).isEmpty();
        assertThat(idle).isNotDone();
        answer.complete(List.of(VehicleState.unknown(VEHICLE)));
        var write = rig.nextWrite();
        assertThat(write.positions())
                .extracting(position -> position.fix().recordedAtMs())
                .containsExactly(1L, 2L, 3L);
        write.commit();
        assertThat(get(first).stored()).isEqualTo(1);
        assertThat(get(second).stored()).isEqualTo(2);
        get(idle);
        // Known from now on.
        rig.store(fix(4));
        assertThat(asked).isEmpty();
    }

    @Test
    void a_vehicle_is_online_once_and_offline_after_its_silence() throws Exception {
        var derived = rig.store(fix(NOW_MS));
        assertThat(derived.events()).extracting(Event::type).containsExactly(EventType.VEHICLE_ONLINE);
        assertThat(derived.statuses()).containsExactly(new VehicleStatus(VEHICLE, SOURCE.workspaceId(), true, NOW_MS));
        assertThat(rig.store(fix(NOW_MS + 1)).isEmpty()).isTrue();

        rig.nowMs.addAndGet(30_000);
        assertThat(rig.store(fix(NOW_MS + 2)).isEmpty()).isTrue();
        rig.nowMs.addAndGet(ShardRig.OFFLINE_AFTER_MS);
        var write = rig.nextWrite();
        var offlineAtMs = NOW_MS + 30_000 + ShardRig.OFFLINE_AFTER_MS;
        assertThat(write.positions()).isEmpty();
        assertThat(write.derived().events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.VEHICLE_OFFLINE);
            assertThat(event.occurredAtMs()).isEqualTo(offlineAtMs);
        });
        assertThat(write.derived().statuses())
                .containsExactly(new VehicleStatus(VEHICLE, SOURCE.workspaceId(), false, offlineAtMs));
        write.commit();
        assertThat(rig.store(fix(NOW_MS + 3)).events())
                .extracting(Event::type)
                .containsExactly(EventType.VEHICLE_ONLINE);
    }

    @Test
    void a_vehicle_that_was_online_before_the_restart_and_stays_silent_goes_offline() throws Exception {
        rig.close();
        var online = new VehicleStatus(VEHICLE, SOURCE.workspaceId(), true, NOW_MS - 1_000_000);
        rig = new ShardRig(new ShardRig.Settings(2, 10, 100, 4, 100), List.of(online));
        rig.nowMs.addAndGet(ShardRig.OFFLINE_AFTER_MS);
        assertThat(rig.nextWrite().derived().events())
                .extracting(Event::type)
                .containsExactly(EventType.VEHICLE_OFFLINE);
    }

    @Test
    void too_fast_is_said_once_until_the_vehicle_has_been_slow_enough() throws Exception {
        rig.states = online(new VehicleState.LastFix(0, 49.1, 11, 40));
        rig.limits = new SpeedLimits(80, Map.of());
        assertThat(rig.store(fix(1, 83)).isEmpty()).as("within the tolerance").isTrue();
        var event = only(rig.store(fix(2, 84)));
        assertThat(event.type()).isEqualTo(EventType.VEHICLE_OVERSPEED);
        assertThat(event.occurredAtMs()).isEqualTo(2);
        assertThat(new JsonObject(event.data())).isEqualTo(new JsonObject("""
                        {"vehicle_id":"%s","speed":84.0,"limit_kmh":80.0,"limit_source":"workspace","position":[11.0,49.1]}""".formatted(VEHICLE)));
        assertThat(rig.store(fix(3, 120), fix(4, 82), fix(5, 120)).isEmpty()).isTrue();
        assertThat(rig.store(fix(6, 80)).isEmpty()).isTrue();
        assertThat(only(rig.store(fix(7, 90))).occurredAtMs()).isEqualTo(7);
    }

    @Test
    void the_vehicles_own_limit_goes_before_the_workspaces() throws Exception {
        rig.states = online(null);
        rig.limits = new SpeedLimits(80, Map.of(VEHICLE, new SpeedLimits.Limit(30, "route")));
        assertThat(new JsonObject(only(rig.store(fix(1, 50))).data()).getString("limit_source"))
                .isEqualTo("route");
    }

    @Test
    void what_was_too_fast_before_a_restart_is_not_said_again() throws Exception {
        rig.states = online(new VehicleState.LastFix(10, 49.1, 11, 120));
        rig.limits = new SpeedLimits(80, Map.of());
        assertThat(rig.store(fix(11, 121)).isEmpty()).isTrue();
    }

    @Test
    void late_and_invalid_fixes_mean_nothing() throws Exception {
        rig.states = online(new VehicleState.LastFix(10, 49.1, 11, 40));
        rig.limits = new SpeedLimits(80, Map.of());
        var invalid = new Fix(20, 49.1, 11, Float.NaN, 120, 0, Float.NaN, 0, false, "{}");
        assertThat(rig.store(fix(9, 120), fix(10, 121), invalid).isEmpty()).isTrue();
    }

    @Test
    void a_fault_while_judging_costs_neither_the_position_nor_its_retransmission() throws Exception {
        rig.states = online(null);
        rig.fences = _ -> {
            throw new IllegalStateException("a fault on purpose");
        };
        var receipt = rig.submit(fix(1), fix(2));
        var write = rig.nextWrite();
        assertThat(write.positions()).hasSize(2);
        write.commit();
        assertThat(get(receipt).stored()).isEqualTo(2);
    }

    @Test
    void who_was_said_to_be_silent_while_its_state_was_loaded_is_said_to_be_back() throws Exception {
        rig.close();
        var online = new VehicleStatus(VEHICLE, SOURCE.workspaceId(), true, NOW_MS - 1_000_000);
        rig = new ShardRig(new ShardRig.Settings(1, 10, 100, 4, 100), List.of(online));
        var state = Promise.<List<VehicleState>>promise();
        rig.states = _ -> state.future();
        var receipt = rig.submit(fix(1));
        rig.nowMs.addAndGet(ShardRig.OFFLINE_AFTER_MS);
        var offline = rig.nextWrite();
        assertThat(offline.derived().events()).extracting(Event::type).containsExactly(EventType.VEHICLE_OFFLINE);
        offline.commit();
        // Read before the status was written.
        state.complete(List.of(new VehicleState(VEHICLE, null, List.of(), true)));
        var write = rig.nextWrite();
        assertThat(write.derived().events()).extracting(Event::type).containsExactly(EventType.VEHICLE_ONLINE);
        write.commit();
        assertThat(get(receipt).stored()).isEqualTo(1);
    }

    @Test
    void what_is_committed_is_told_once_and_events_after_their_commit() throws Exception {
        var receipt = rig.submit(fix(1), fix(1));
        var write = rig.nextWrite();
        assertThat(rig.events).isEmpty();
        write.end().complete(List.of(Outcome.Kept.STORED, Outcome.Kept.DUPLICATE));
        get(receipt);
        assertThat(next(rig.stored).positions()).hasSize(1);
        assertThat(next(rig.events).events()).extracting(Event::type).containsExactly(EventType.VEHICLE_ONLINE);
    }

    @Test
    void a_stage_that_is_behind_holds_up_the_credits() throws Exception {
        rig.storedBacklog.sent(1_000);
        var ten = new Fix[10];
        for (var i = 0; i < ten.length; i++) {
            ten[i] = fix(i);
        }
        rig.store(ten);
        assertThat(rig.offer(ShardRig.submission(_ -> {}, fix(99)))).isFalse();
        var resumed = new CompletableFuture<Receipt>();
        rig.onGateway(() -> {
            rig.ingest.whenCredits(VEHICLE, () -> rig.ingest.offer(ShardRig.submission(resumed::complete, fix(99))));
            return true;
        });
        rig.storedBacklog.done(1_010);
        rig.nextWrite().commit();
        assertThat(get(resumed).stored()).isEqualTo(1);
    }

    private static Function<Collection<UUID>, Future<List<VehicleState>>> online(VehicleState.LastFix last) {
        return _ -> Future.succeededFuture(List.of(new VehicleState(VEHICLE, last, List.of(), true)));
    }

    private static Event only(Derived derived) {
        assertThat(derived.events()).hasSize(1);
        return derived.events().getFirst();
    }
}
