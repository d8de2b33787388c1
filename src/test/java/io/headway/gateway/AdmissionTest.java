package io.headway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final UUID DEVICE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Admission admission = new Admission(new RunningGateways.Limits(1_000, 1_000, 5, 2, 2, 10));
    private final List<String> closed = new ArrayList<>();

    private Runnable connection(String name) {
        return () -> closed.add(name);
    }

    @Test
    void each_address_has_its_own_count() {
        assertThat(admission.enter("a")).isTrue();
        assertThat(admission.enter("a")).isTrue();
        assertThat(admission.enter("a")).isFalse();
        assertThat(admission.enter("b")).isTrue();

        admission.leave("a");
        assertThat(admission.enter("a")).isTrue();
    }

    @Test
    void one_that_was_refused_is_not_counted() {
        for (var address : List.of("a", "a", "b", "b")) {
            assertThat(admission.enter(address)).isTrue();
        }
        assertThat(admission.enter("a")).isFalse();
        assertThat(admission.enter("c")).isTrue();
        assertThat(admission.enter("d")).isFalse();

        admission.leave("c");
        assertThat(admission.enter("d")).isTrue();
    }

    @Test
    void the_oldest_connection_of_a_device_makes_room() {
        var first = connection("first");
        var second = connection("second");
        assertThat(admission.login(DEVICE, first, 2)).isEmpty();
        assertThat(admission.login(DEVICE, second, 2)).isEmpty();
        assertThat(admission.login(OTHER, connection("other"), 2)).isEmpty();

        admission.login(DEVICE, connection("third"), 2).orElseThrow().run();
        admission.logout(DEVICE, first);
        admission.login(DEVICE, connection("fourth"), 2).orElseThrow().run();
        assertThat(closed).containsExactly("first", "second");
    }

    @Test
    void a_connection_that_has_left_makes_room_by_itself() {
        var first = connection("first");
        admission.login(DEVICE, first, 2);
        admission.login(DEVICE, connection("second"), 2);
        admission.logout(DEVICE, first);

        assertThat(admission.login(DEVICE, connection("third"), 2)).isEmpty();
    }
}
