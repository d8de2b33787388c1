package io.headway.model;

import static io.headway.model.TripStatus.ARRIVED;
import static io.headway.model.TripStatus.CANCELLED;
import static io.headway.model.TripStatus.COMPLETED;
import static io.headway.model.TripStatus.EN_ROUTE;
import static io.headway.model.TripStatus.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TripStatusTest {

    @Test
    void a_trip_goes_one_step_at_a_time_and_can_be_cancelled_until_it_has_ended() {
        assertThat(SCHEDULED.allowed()).containsExactly(EN_ROUTE, CANCELLED);
        assertThat(EN_ROUTE.allowed()).containsExactly(ARRIVED, CANCELLED);
        assertThat(ARRIVED.allowed()).containsExactly(COMPLETED, CANCELLED);
        assertThat(COMPLETED.allowed()).isEmpty();
        assertThat(CANCELLED.allowed()).isEmpty();
    }

    /** What replaying old events relies on. */
    @Test
    void no_status_can_be_had_twice() {
        for (var status : TripStatus.values()) {
            for (var next : status.allowed()) {
                assertThat(next).isGreaterThan(status);
            }
        }
    }
}
