package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Derived;
import io.headway.model.Geofence;
import io.headway.model.Position;
import io.headway.model.Source;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FenceIndexTest {
    private static List<Geofence> grid(int side) {
        var geofences = new ArrayList<Geofence>();
        for (var i = 0; i < side * side; i++) {
            geofences.add(new FenceSketch()
                    .id(i)
                    .circle(i % side * 300, i / side * 300, 50)
                    .build());
        }
        return geofences;
    }

    @Test
    void a_geofence_that_cannot_be_read_is_reported_and_the_others_count() {
        var broken = new FenceSketch()
                .id(2)
                .geometry("{\"type\":\"Polygon\",\"coordinates\":[]}")
                .build();

        var index = FenceIndex.build(List.of(broken, new FenceSketch().build()), List.of(), Map.of(), null);

        assertThat(index.size()).isEqualTo(1);
        assertThat(index.faults())
                .containsExactly(
                        new FenceIndex.Fault(broken.id(), new InvalidGeometry("geometry/coordinates", "has no ring")));
        assertThat(index.fence(new UUID(1, 1))).isNotNull();
    }

    @Test
    void shapes_of_unchanged_versions_are_taken_over() {
        var before = Drive.index(new FenceSketch(), new FenceSketch().id(2));
        var fences = List.of(
                new FenceSketch().build(), new FenceSketch().id(2).version(2, 5).build());
        var after = FenceIndex.build(fences, List.of(), Map.of(), before);

        assertThat(after.fence(new UUID(1, 1)).shape())
                .isSameAs(before.fence(new UUID(1, 1)).shape());
        assertThat(after.fence(new UUID(1, 2)).shape())
                .isNotSameAs(before.fence(new UUID(1, 2)).shape());
    }

    @Test
    void each_of_many_geofences_is_found_where_it_is() {
        var index = FenceIndex.build(grid(40), List.of(), Map.of(), null);
        var judge = new FenceJudge(10);
        var source = new Source(FenceSketch.WORKSPACE, Drive.VEHICLE, null, "test");
        for (var i = 0; i < 1_600; i++) {
            var out = Derived.empty();
            var fix = Drive.fix(i, i % 40 * 300, i / 40 * 300, 5);
            judge.judge(index, new VehicleFences(), new Position(source, fix, 1, 1), out);
            assertThat(out.visits()).extracting("geofenceId").containsExactly(new UUID(1, i));
            assertThat(out.events().getFirst().actorId()).isNull();
        }
    }

    @Test
    void fixes_in_no_geofences_box_allocate_nothing() {
        var index = FenceIndex.build(grid(40), List.of(), Map.of(), null);
        var judge = new FenceJudge(10);
        var vehicle = new VehicleFences();
        var out = Derived.empty();
        var source = new Source(FenceSketch.WORKSPACE, Drive.VEHICLE, null, "test");
        var rounds = 20_000;
        var positions = new ArrayList<Position>();
        for (var i = 0; i < rounds; i++) {
            positions.add(new Position(source, Drive.fix(i, 150 + i % 39 * 300, 150 + i % 31 * 300, 5), 1, 1));
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        // Without a way to the fix before: a way this long meets boxes.
        for (var position : positions) {
            vehicle.judged(position.fix().recordedAtMs() - 600_000, 0, 0);
            judge.judge(index, vehicle, position, out);
        }
        var allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(out.isEmpty()).isTrue();
        // The loop's iterator and what the measuring itself takes; one object per fix were 320,000 bytes at least.
        assertThat(allocated).isLessThan(rounds);
    }
}
