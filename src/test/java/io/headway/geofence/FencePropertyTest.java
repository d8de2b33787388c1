package io.headway.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class FencePropertyTest {
    private static final FenceSketch[] FENCES = {
        new FenceSketch().dwell(40),
        new FenceSketch().id(2).circle(150, 0, 120).dwell(10),
        new FenceSketch().id(3).circle(-300, 100, 60)
    };
    private static final FenceSketch[] SLOW_FENCES = {
        new FenceSketch().enterAfter(2, 0).exitAfter(3, 0),
        new FenceSketch().id(2).circle(150, 0, 120).exitAfter(1, 30)
    };

    /** Fixes in order of time, around the geofences. */
    @Provide
    Arbitrary<List<Fix>> drives() {
        var metres = Arbitraries.doubles().between(-400, 400);
        var gap = Arbitraries.longs().between(1, 150);
        var accuracy = Arbitraries.of(Double.NaN, 0.0, 3.0, 25.0);
        return Combinators.combine(gap, metres, metres, accuracy)
                .as(Drive::fix)
                .list()
                .ofMaxSize(40)
                .map(FencePropertyTest::inOrder);
    }

    /** Each fix's time becomes its gap to the one before. */
    private static List<Fix> inOrder(List<Fix> gaps) {
        var fixes = new ArrayList<Fix>();
        var timeMs = 0L;
        for (var fix : gaps) {
            timeMs += fix.recordedAtMs();
            fixes.add(at(timeMs, fix));
        }
        return fixes;
    }

    private static Fix at(long timeMs, Fix fix) {
        return new Fix(
                timeMs, fix.latitude(), fix.longitude(), Float.NaN, 50, Float.NaN, fix.accuracyM(), 5, true, "{}");
    }

    private static Drive driven(List<Fix> fixes, FenceSketch... fences) {
        var drive = new Drive(fences);
        fixes.forEach(drive::at);
        return drive;
    }

    @Property
    void to_judge_the_same_again_creates_nothing_new(@ForAll("drives") List<Fix> fixes) {
        var drive = driven(fixes, FENCES);
        var events = List.copyOf(drive.events());
        var visits = List.copyOf(drive.visits());
        fixes.forEach(drive::at);
        drive.restarted();
        fixes.forEach(drive::at);

        assertThat(drive.events()).isEqualTo(events);
        assertThat(drive.visits()).isEqualTo(visits);
    }

    @Property
    void the_same_fixes_have_the_same_events_each_with_an_id_of_its_own(@ForAll("drives") List<Fix> fixes) {
        var events = driven(fixes, FENCES).events();

        assertThat(driven(fixes, FENCES).events()).isEqualTo(events);
        var ids = new HashSet<>();
        assertThat(events).allMatch(event -> ids.add(event.id()));
    }

    @Property
    void late_fixes_never_change_what_comes(
            @ForAll("drives") List<Fix> fixes, @ForAll("drives") List<Fix> late, @ForAll @IntRange(max = 40) int each) {
        var drive = new Drive(SLOW_FENCES);
        for (var i = 0; i < fixes.size(); i++) {
            drive.at(fixes.get(i));
            for (var j = 0; j < late.size(); j += each + 1) {
                drive.at(at(Math.min(late.get(j).recordedAtMs(), fixes.get(i).recordedAtMs()), late.get(j)));
            }
        }

        assertThat(drive.events()).isEqualTo(driven(fixes, SLOW_FENCES).events());
    }

    @Property
    void a_restart_at_any_fix_changes_nothing(@ForAll("drives") List<Fix> fixes, @ForAll @IntRange(max = 40) int at) {
        var drive = new Drive(FENCES);
        for (var i = 0; i < fixes.size(); i++) {
            drive.at(fixes.get(i));
            if (i % (at + 1) == 0) {
                drive.restarted();
            }
        }

        assertThat(drive.events()).isEqualTo(driven(fixes, FENCES).events());
    }

    @Property
    void each_visit_is_entered_and_left_by_turns(@ForAll("drives") List<Fix> fixes) {
        var drive = driven(fixes, SLOW_FENCES);
        var inside = new HashSet<String>();
        for (var i = 0; i < drive.events().size(); i++) {
            var visit = drive.data(i).getString("visit_id");
            switch (drive.events().get(i).type()) {
                case GEOFENCE_ENTERED -> assertThat(inside.add(visit)).isTrue();
                case GEOFENCE_EXITED -> assertThat(inside.remove(visit)).isTrue();
                default -> assertThat(visit).isNull();
            }
        }

        assertThat(drive.vehicle().openVisits())
                .allMatch(visit -> inside.contains(visit.id().toString()));
        assertThat(drive.vehicle().openVisits()).hasSameSizeAs(inside);
    }

    @Property
    void bounds_hold_the_whole_circle(
            @ForAll @DoubleRange(min = -90, max = 90) double latitude,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = 1, max = Shape.MAX_RADIUS_M) double radiusM,
            @ForAll @DoubleRange(min = -90, max = 90) double otherLatitude,
            @ForAll @DoubleRange(min = -180, max = 180) double otherLongitude) {
        var circle = new Circle(latitude, longitude, radiusM);
        var edge =
                net.sf.geographiclib.Geodesic.WGS84.Direct(latitude, longitude, otherLatitude * 2, radiusM * 0.999_999);

        assertThat(circle.contains(edge.lat2, edge.lon2)).isTrue();
        assertThat(circle.signedDistanceM(edge.lat2, edge.lon2)).isCloseTo(-radiusM * 1e-6, within(0.002));
        for (var place : new double[][] {{edge.lat2, edge.lon2}, {otherLatitude, otherLongitude}}) {
            if (circle.contains(place[0], place[1])) {
                assertThat(circle.bounds()).anyMatch(box -> box.contains(place[1], place[0]));
            }
        }
    }
}
