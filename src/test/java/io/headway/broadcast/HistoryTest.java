package io.headway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Position;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final UUID WORKSPACE = new UUID(1, 0);
    private static final Wanted ALL = new Wanted(new Filter(null, null, Set.of()), null);

    private final History history = new History(4, 1_000);

    @Test
    void gives_what_came_after_an_offset_in_order_and_only_of_the_workspace() {
        history.add(position(WORKSPACE), 1, 0);
        history.add(position(new UUID(2, 0)), 2, 0);
        history.add(position(WORKSPACE), 5, 0);
        history.add(position(WORKSPACE), 7, 0);

        assertThat(history.after(1, WORKSPACE, ALL))
                .extracting(FeedItem::offset)
                .containsExactly(5L, 7L);
        assertThat(history.after(7, WORKSPACE, ALL)).isEmpty();
    }

    @Test
    void lets_the_oldest_go_when_it_is_full_and_says_so() {
        for (var offset = 1; offset <= 6; offset++) {
            history.add(position(WORKSPACE), offset, 0);
        }

        assertThat(history.holdsAllAfter(1)).isFalse();
        assertThat(history.holdsAllAfter(2)).isTrue();
        assertThat(history.after(2, WORKSPACE, ALL))
                .extracting(FeedItem::offset)
                .containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void lets_go_of_what_is_older_than_the_window() {
        history.add(position(WORKSPACE), 1, 0);
        history.add(position(WORKSPACE), 2, 500);

        history.expire(1_001);

        assertThat(history.holdsAllAfter(0)).isFalse();
        assertThat(history.after(0, WORKSPACE, ALL))
                .extracting(FeedItem::offset)
                .containsExactly(2L);
    }

    @Test
    void gives_all_who_come_back_the_same_updates_so_that_each_is_encoded_once() {
        history.add(position(WORKSPACE), 1, 0);
        history.add(position(WORKSPACE), 2, 0);
        var first = history.after(0, WORKSPACE, ALL);
        history.add(position(WORKSPACE), 3, 0);

        var second = history.after(0, WORKSPACE, ALL);
        assertThat(second.get(0)).isSameAs(first.get(0));
        assertThat(second.get(1)).isSameAs(first.get(1));
    }

    @Test
    void a_place_that_is_used_again_gives_the_new_update() {
        history.add(position(WORKSPACE), 1, 0);
        assertThat(history.after(0, WORKSPACE, ALL)).hasSize(1);
        for (var offset = 2; offset <= 5; offset++) {
            history.add(position(WORKSPACE), offset, 0);
        }

        assertThat(history.after(1, WORKSPACE, ALL))
                .extracting(FeedItem::offset)
                .containsExactly(2L, 3L, 4L, 5L);
    }

    private static Position position(UUID workspace) {
        return Drive.position(workspace, new UUID(9, 9), 1, 13.4, 52.5);
    }
}
