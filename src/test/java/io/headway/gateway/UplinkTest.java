package io.headway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.model.Source;
import io.headway.testing.Futures;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UplinkTest {
    private static final Source SOURCE = new Source(new UUID(1, 1), new UUID(2, 1), new UUID(3, 1), "test");

    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final AtomicInteger unblocked = new AtomicInteger();
    private RunningGateways gateways;
    private Uplink uplink;

    @BeforeEach
    void start() throws Exception {
        gateways = new RunningGateways(RunningGateways.LIMITS.withInFlight(4));
        uplink = Futures.await(gateways.onLoop(
                context -> Future.succeededFuture(new Uplink(gateways.parts(context), unblocked::incrementAndGet))));
    }

    @AfterEach
    void stop() throws Exception {
        gateways.close();
    }

    private <T> T onLoop(Supplier<T> action) throws Exception {
        return Futures.await(gateways.onLoop(_ -> Future.succeededFuture(action.get())));
    }

    /** @return whether the connection must not be read any further then */
    private boolean submit(int... steps) throws Exception {
        List<Fix> fixes = IntStream.of(steps).mapToObj(RunningGateways::fix).toList();
        return onLoop(() -> {
            uplink.submit(SOURCE, fixes, receipts::add);
            return uplink.blocked();
        });
    }

    private void close() throws Exception {
        onLoop(() -> {
            uplink.close();
            return true;
        });
    }

    @Test
    void is_blocked_while_as_much_is_unacknowledged_as_may_be() throws Exception {
        assertThat(submit(1, 2, 3)).isFalse();
        assertThat(submit(4, 5)).isTrue();
        gateways.shards.next().store();
        gateways.until("receipt", () -> receipts.size() == 1);

        assertThat(unblocked).hasValue(1);
        assertThat(onLoop(uplink::blocked)).isFalse();
        gateways.shards.next().store();
        gateways.until("receipt", () -> receipts.size() == 2);
        assertThat(unblocked).hasValue(1);
        assertThat(onLoop(uplink::idle)).isTrue();
    }

    @Test
    void one_that_found_no_credits_is_offered_until_it_is_taken() throws Exception {
        gateways.shards.credits(0);
        assertThat(submit(1)).isTrue();
        gateways.settle();
        assertThat(gateways.shards.unseen()).isZero();

        gateways.shards.credits(1);
        assertThat(gateways.shards.next().step()).isEqualTo(1);
        gateways.until("unblocked", () -> unblocked.get() == 1);
    }

    @Test
    void another_that_was_faster_to_the_credits_makes_it_wait_again() throws Exception {
        gateways.shards.credits(0);
        submit(1);
        var other = Futures.await(gateways.onLoop(
                context -> Future.succeededFuture(new Uplink(gateways.parts(context), unblocked::incrementAndGet))));
        onLoop(() -> {
            // Both wait; the credit is enough for the first of them.
            other.submit(SOURCE, List.of(RunningGateways.fix(2)), receipts::add);
            return true;
        });
        gateways.shards.credits(1);
        assertThat(gateways.shards.next().step()).isEqualTo(1);
        gateways.settle();
        assertThat(gateways.shards.unseen()).isZero();

        gateways.shards.credits(1);
        assertThat(gateways.shards.next().step()).isEqualTo(2);
    }

    @Test
    void what_is_under_way_at_the_close_is_settled_but_not_acknowledged() throws Exception {
        submit(1, 5_000);
        close();
        gateways.shards.next().store();
        gateways.until(
                "settled",
                () -> gateways.count("headway_positions_rejected_total", "reason", "speed_out_of_range") == 1);

        assertThat(receipts).isEmpty();
        assertThat(unblocked).hasValue(0);
        assertThat(onLoop(uplink::idle)).isTrue();
    }

    @Test
    void what_waits_for_credits_at_the_close_is_not_taken() throws Exception {
        gateways.shards.credits(0);
        submit(1);
        close();
        gateways.shards.credits(10);
        gateways.settle();

        assertThat(gateways.shards.unseen()).isZero();
    }
}
