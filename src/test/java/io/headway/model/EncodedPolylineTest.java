package io.headway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.EncodedPolyline.Decoded;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EncodedPolylineTest {
    private static final int MAX_POINTS = 1_000;

    /** The example of Google's page on the format. */
    @Test
    void reads_the_example_of_the_formats_description() {
        assertThat(points("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5))
                .containsExactly(new LngLat(-120.2, 38.5), new LngLat(-120.95, 40.7), new LngLat(-126.453, 43.252));
    }

    @Test
    void the_same_text_at_precision_6_is_ten_times_smaller() {
        assertThat(points("_p~iF~ps|U", 6)).containsExactly(new LngLat(-12.02, 3.85));
    }

    @Property
    void what_was_encoded_is_decoded(
            @ForAll @Size(max = 50) List<@IntRange(min = -90_000_000, max = 90_000_000) Integer> lats,
            @ForAll @LongRange(min = -180_000_000, max = 180_000_000) long firstLng) {
        var encoded = new StringBuilder();
        var expected = new ArrayList<LngLat>();
        var lat = 0L;
        var lng = 0L;
        for (var next : lats) {
            var nextLng = expected.isEmpty() ? firstLng : -lng;
            encode(encoded, next - lat);
            encode(encoded, nextLng - lng);
            lat = next;
            lng = nextLng;
            expected.add(new LngLat(lng / 1e6, lat / 1e6));
        }
        assertThat(points(encoded.toString(), 6)).isEqualTo(expected);
    }

    @Property
    void any_text_is_points_or_a_fault_and_never_an_exception(@ForAll String text) {
        var decoded = EncodedPolyline.decode(text, 5, MAX_POINTS);
        if (decoded instanceof Decoded.Points read) {
            assertThat(text.chars().allMatch(c -> c >= '?' && c <= '~')).isTrue();
            assertThat(read.points().size() * 2).isLessThanOrEqualTo(text.length());
        } else {
            assertThat(((Decoded.Faulty) decoded).problem()).isNotBlank();
        }
    }

    @Test
    void a_fault_says_where_it_is() {
        assertThat(problem("_p~iF~ps|U ")).contains("at 10");
        assertThat(problem("_p~iF")).isEqualTo("ends after a latitude");
        assertThat(problem("_p~iF~ps|")).isEqualTo("ends within a number");
        assertThat(problem("~~~~~~~~~~?")).contains("too large");
    }

    @Test
    void more_points_than_wanted_are_a_fault() {
        assertThat(EncodedPolyline.decode("????", 5, 2)).isInstanceOf(Decoded.Points.class);
        assertThat(EncodedPolyline.decode("??????", 5, 2)).isEqualTo(new Decoded.Faulty("has more than 2 points"));
    }

    private static List<LngLat> points(String text, int precision) {
        return ((Decoded.Points) EncodedPolyline.decode(text, precision, MAX_POINTS)).points();
    }

    private static String problem(String text) {
        return ((Decoded.Faulty) EncodedPolyline.decode(text, 5, MAX_POINTS)).problem();
    }

    /** As the format's description has it, step by step. */
    private static void encode(StringBuilder text, long difference) {
        var bits = difference < 0 ? ~(difference << 1) : difference << 1;
        while (bits >= 0x20) {
            text.append((char) ((0x20 | (bits & 0x1f)) + 63));
            bits >>= 5;
        }
        text.append((char) (bits + 63));
    }
}
