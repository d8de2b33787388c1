package io.headway.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Item;
import io.headway.model.Outcome;
import io.headway.model.Position;
import io.headway.model.Receipt;
import io.headway.model.RejectedFix;
import io.headway.model.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardGroupTest {
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
    void acknowledges_only_after_the_commit() throws Exception {
        var receipt = rig.submit(ShardRig.fix(1), ShardRig.fix(2));
        var write = rig.nextWrite();
        assertThat(receipt).isNotDone();
        write.commit();
        assertThat(ShardRig.get(receipt).outcomes()).containsExactly(Outcome.Kept.STORED, Outcome.Kept.STORED);
    }

    @Test
    void writes_again_what_the_database_did_not_take_and_acknowledges_it_then() throws Exception {
        var receipt = rig.submit(ShardRig.fix(1));
        rig.nextWrite().end().fail("connection lost");
        var second = rig.nextWrite();
        assertThat(second.positions()).hasSize(1);
        assertThat(receipt).isNotDone();
        second.commit();
        assertThat(ShardRig.get(receipt).stored()).isEqualTo(1);
    }

    @Test
    void answers_a_retransmission_of_what_is_committed_without_the_database() throws Exception {
        var first = rig.submit(ShardRig.fix(1));
        rig.nextWrite().commit();
        ShardRig.get(first);
        var again = rig.submit(ShardRig.fix(1));
        var write = rig.nextWrite();
        assertThat(write.positions()).isEmpty();
        write.commit();
        assertThat(ShardRig.get(again).outcomes()).containsExactly(Outcome.Kept.DUPLICATE);
    }

    @Test
    void leaves_a_copy_of_what_is_not_committed_yet_to_the_primary_key() throws Exception {
        var receipt = rig.submit(ShardRig.fix(1), ShardRig.fix(1));
        var write = rig.nextWrite();
        assertThat(write.positions()).hasSize(2);
        assertThat(receipt).isNotDone();
        write.end().complete(List.of(Outcome.Kept.STORED, Outcome.Kept.DUPLICATE));
        assertThat(ShardRig.get(receipt).outcomes()).containsExactly(Outcome.Kept.STORED, Outcome.Kept.DUPLICATE);
    }

    @Test
    void keeps_two_different_records_of_one_instant() throws Exception {
        var other = new Fix(1, 49.2, 11.0, Float.NaN, Float.NaN, Float.NaN, Float.NaN, -1, true, "{}");
        var receipt = rig.submit(ShardRig.fix(1), other);
        var write = rig.nextWrite();
        assertThat(write.positions()).hasSize(2);
        write.commit();
        assertThat(ShardRig.get(receipt).stored()).isEqualTo(2);
    }

    @Test
    void what_gathers_during_a_write_goes_in_one_batch_of_bounded_rows() throws Exception {
        rig.close();
        rig = new ShardRig(new ShardRig.Settings(1, 1_000, 5, 4, 100), List.of());
        var receipts = new ArrayList<CompletableFuture<Receipt>>();
        receipts.add(rig.submit(ShardRig.fix(0)));
        var first = rig.nextWrite();
        for (var i = 1; i <= 7; i++) {
            receipts.add(rig.submit(ShardRig.fix(i)));
        }
        rig.awaitAccepted(8);
        first.commit();
        var second = rig.nextWrite();
        assertThat(second.positions()).hasSize(5);
        second.commit();
        var third = rig.nextWrite();
        assertThat(third.positions()).hasSize(2);
        third.commit();
        for (var receipt : receipts) {
            assertThat(ShardRig.get(receipt).stored()).isEqualTo(1);
        }
    }

    @Test
    void refuses_work_without_credits_and_calls_back_when_there_are_some() throws Exception {
        var receipt = rig.submit(items(10));
        var write = rig.nextWrite();
        assertThat(rig.onGateway(() -> rig.ingest.offer(ShardRig.submission(_ -> {}, ShardRig.fix(99)))))
                .isFalse();
        var resumed = new CompletableFuture<Boolean>();
        rig.onGateway(() -> {
            rig.ingest.whenCredits(
                    ShardRig.SOURCE.vehicleId(),
                    () -> resumed.complete(rig.ingest.offer(ShardRig.submission(_ -> {}, ShardRig.fix(99)))));
            return true;
        });
        assertThat(resumed).isNotDone();
        write.commit();
        ShardRig.get(receipt);
        assertThat(ShardRig.get(resumed)).isTrue();
        rig.nextWrite().commit();
    }

    @Test
    void keeps_rejected_records_and_says_so_in_their_place() throws Exception {
        var refused = new RejectedFix(ShardRig.fix(2), RejectionReason.TOO_OLD, "old");
        var receipt = rig.submit(ShardRig.fix(1), refused, ShardRig.fix(3));
        var write = rig.nextWrite();
        assertThat(write.positions()).hasSize(2);
        assertThat(write.rejections()).hasSize(1);
        write.commit();
        assertThat(ShardRig.get(receipt).outcomes())
                .containsExactly(
                        Outcome.Kept.STORED, new Outcome.Rejected(RejectionReason.TOO_OLD, "old"), Outcome.Kept.STORED);
    }

    @Test
    void stamps_rise_strictly() throws Exception {
        var receipt = rig.submit(items(10));
        var write = rig.nextWrite();
        assertThat(write.positions())
                .extracting(Position::receivedAtUs)
                .isSorted()
                .doesNotHaveDuplicates();
        write.commit();
        assertThat(ShardRig.get(receipt).stored()).isEqualTo(10);
    }

    @Test
    void is_idle_only_when_everything_is_acknowledged() throws Exception {
        var receipt = rig.submit(ShardRig.fix(1));
        var write = rig.nextWrite();
        var idle = rig.shards.whenIdle().toCompletionStage().toCompletableFuture();
        assertThat(idle).isNotDone();
        write.commit();
        ShardRig.get(receipt);
        idle.get(5, TimeUnit.SECONDS);
    }

    private static Item[] items(int count) {
        var items = new Item[count];
        for (var i = 0; i < count; i++) {
            items[i] = ShardRig.fix(i);
        }
        return items;
    }
}
