package io.headway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Receipt;
import io.headway.testing.Futures;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AckQueueTest {
    private static final Receipt RECEIPT = Receipt.allStored(1);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private RunningGateways loop;

    @BeforeEach
    void start() {
        loop = new RunningGateways(RunningGateways.LIMITS);
    }

    @AfterEach
    void stop() throws Exception {
        loop.close();
    }

    /** Runs in one turn of the loop, and returns when what it made due is written. */
    private void inOneTurn(Consumer<AckQueue> action, AckQueue queue) throws Exception {
        Futures.await(loop.onLoop(_ -> {
            action.accept(queue);
            return Future.<Void>succeededFuture();
        }));
        loop.settle();
    }

    private AckQueue queue() throws Exception {
        return Futures.await(loop.onLoop(context ->
                Future.succeededFuture(new AckQueue(new TurnEnd(context), bytes -> written.add(bytes.toString())))));
    }

    private static Function<Receipt, Buffer> says(String text) {
        return _ -> Buffer.buffer(text);
    }

    @Test
    void what_is_due_in_one_turn_is_written_at_once() throws Exception {
        inOneTurn(
                queue -> {
                    var a = queue.expect(says("a"));
                    var b = queue.expect(says("b"));
                    var c = queue.expect(says("c"));
                    b.accept(RECEIPT);
                    a.accept(RECEIPT);
                    c.accept(RECEIPT);
                    assertThat(written).isEmpty();
                },
                queue());

        assertThat(written).containsExactly("abc");
    }

    @Test
    void one_that_is_not_due_holds_back_those_behind_it() throws Exception {
        var queue = queue();
        inOneTurn(
                q -> {
                    q.expect(says("a")).accept(RECEIPT);
                    q.expect(says("b"));
                    q.expect(says("c")).accept(RECEIPT);
                },
                queue);

        assertThat(written).containsExactly("a");
    }

    @Test
    void a_buffer_that_connections_share_is_not_changed() throws Exception {
        var shared = Buffer.buffer("s");
        inOneTurn(
                queue -> {
                    queue.expect(_ -> shared).accept(RECEIPT);
                    queue.expect(_ -> shared).accept(RECEIPT);
                    queue.expect(_ -> shared).accept(RECEIPT);
                },
                queue());

        assertThat(written).containsExactly("sss");
        assertThat(shared.length()).isEqualTo(1);
    }
}
