package io.headway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Event;
import io.headway.model.EventType;
import io.headway.model.TimedId;
import io.headway.model.Trip;
import io.headway.model.TripPlan;
import io.headway.model.TripStatus;
import io.headway.store.TripProgress.Passage;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TripProgressTest {
    private static final UUID WORKSPACE = new UUID(1, 1);
    private static final UUID VEHICLE = new UUID(2, 1);
    private static final UUID PICKUP = new UUID(3, 1);
    private static final UUID DELIVERY = new UUID(3, 2);
    private static final long NOW_MS = 1_795_262_400_000L;
    private static final long EARLY_MS = 7_200_000;

    @Test
    void leaving_the_pickup_fence_starts_and_entering_it_does_not() {
        assertThat(next(trip(TripStatus.SCHEDULED, null), left(PICKUP, NOW_MS))).contains(TripStatus.EN_ROUTE);
        assertThat(next(trip(TripStatus.SCHEDULED, null), entered(PICKUP, NOW_MS)))
                .isEmpty();
        assertThat(next(trip(TripStatus.SCHEDULED, null), left(DELIVERY, NOW_MS)))
                .isEmpty();
    }

    @Test
    void entering_the_delivery_fence_arrives_a_trip_under_way_only() {
        assertThat(next(trip(TripStatus.EN_ROUTE, null), entered(DELIVERY, NOW_MS)))
                .contains(TripStatus.ARRIVED);
        assertThat(next(trip(TripStatus.EN_ROUTE, null), left(DELIVERY, NOW_MS)))
                .isEmpty();
        for (var status :
                new TripStatus[] {TripStatus.SCHEDULED, TripStatus.ARRIVED, TripStatus.COMPLETED, TripStatus.CANCELLED
                }) {
            assertThat(next(trip(status, null), entered(DELIVERY, NOW_MS)))
                    .as(status.name())
                    .isEmpty();
        }
    }

    @Test
    void a_fix_older_than_the_last_change_moves_nothing() {
        assertThat(next(trip(TripStatus.SCHEDULED, null), left(PICKUP, NOW_MS - 1)))
                .isEmpty();
    }

    @Test
    void a_trip_of_tomorrow_does_not_start_today() {
        var tomorrow = trip(TripStatus.SCHEDULED, NOW_MS + EARLY_MS + 1);
        assertThat(next(tomorrow, left(PICKUP, NOW_MS))).isEmpty();
        assertThat(next(tomorrow, left(PICKUP, NOW_MS + 1))).contains(TripStatus.EN_ROUTE);
    }

    @Test
    void another_vehicle_or_workspace_moves_nothing() {
        var trip = trip(TripStatus.SCHEDULED, null);
        assertThat(next(trip, new Passage(WORKSPACE, new UUID(2, 2), PICKUP, false, NOW_MS)))
                .isEmpty();
        assertThat(next(trip, new Passage(new UUID(1, 2), VEHICLE, PICKUP, false, NOW_MS)))
                .isEmpty();
    }

    @Test
    void a_visit_that_ended_because_the_fence_was_changed_is_no_passage() {
        for (var reason : new String[] {"geofence_changed", "geofence_deleted", "schedule_ended"}) {
            assertThat(Passage.of(event(EventType.GEOFENCE_EXITED, reason)))
                    .as(reason)
                    .isEmpty();
        }
        assertThat(Passage.of(event(EventType.GEOFENCE_EXITED, "left"))).contains(left(PICKUP, NOW_MS));
        assertThat(Passage.of(event(EventType.GEOFENCE_ENTERED, ""))).contains(entered(PICKUP, NOW_MS));
        assertThat(Passage.of(event(EventType.GEOFENCE_DWELLED, ""))).isEmpty();
    }

    private static Optional<TripStatus> next(Trip trip, Passage passage) {
        return TripProgress.next(trip, passage, EARLY_MS);
    }

    private static Passage left(UUID fence, long atMs) {
        return new Passage(WORKSPACE, VEHICLE, fence, false, atMs);
    }

    private static Passage entered(UUID fence, long atMs) {
        return new Passage(WORKSPACE, VEHICLE, fence, true, atMs);
    }

    private static Event event(EventType type, String reason) {
        var data = "{\"geofence_id\": \"" + PICKUP + "\", \"reason\": \"" + reason + "\"}";
        return new Event(UUID.randomUUID(), type, WORKSPACE, VEHICLE, null, NOW_MS, data);
    }

    private static Trip trip(TripStatus status, Long scheduledAtMs) {
        var plan = new TripPlan(VEHICLE, null, null, PICKUP, DELIVERY, null, scheduledAtMs, "{}");
        return new Trip(
                new TimedId(NOW_MS * 1_000, UUID.randomUUID()),
                WORKSPACE,
                plan,
                status,
                NOW_MS,
                null,
                null,
                null,
                null);
    }
}
