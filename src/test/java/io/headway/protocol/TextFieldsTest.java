package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.buffer.Buffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFieldsTest {
    @Test
    void fields_are_what_stands_between_separators() {
        var fields = TextFields.of(Buffer.buffer("##a,,bc,##"), 2, 8, ',');
        assertThat(fields.count()).isEqualTo(4);
        assertThat(fields.text(0)).isEqualTo("a");
        assertThat(fields.isEmpty(1)).isTrue();
        assertThat(fields.text(2)).isEqualTo("bc");
        assertThat(fields.isEmpty(3)).isTrue();
        assertThat(fields.toString()).isEqualTo("a,,bc,");
    }

    @Test
    void a_field_that_is_not_there_reads_as_an_empty_one() {
        var fields = TextFields.of("a", ',');
        for (var field : new int[] {-1, 1, Integer.MAX_VALUE}) {
            assertThat(fields.text(field)).isEmpty();
            assertThat(fields.number(field)).isNaN();
            assertThat(fields.integer(field, -7)).isEqualTo(-7);
            assertThat(fields.hex(field, -7)).isEqualTo(-7);
            assertThat(fields.digits(field, 0, 1)).isEqualTo(-1);
            assertThat((int) fields.charAt(field, 0)).isZero();
            assertThat(fields.isDigits(field)).isFalse();
        }
    }

    @Test
    void a_field_is_divided_further_without_its_neighbours() {
        var inner = TextFields.of("x,1;2;,y", ',').split(1, ';');
        assertThat(inner.count()).isEqualTo(3);
        assertThat(inner.integer(1, 0)).isEqualTo(2);
        assertThat(inner.isEmpty(2)).isTrue();
    }

    @Property
    void every_double_is_read_as_the_library_reads_it(@ForAll double value) {
        var text = Double.toString(value);
        var read = TextFields.of(text, ',').number(0);
        if (Double.isFinite(value)) {
            assertThat(read).isEqualTo(Double.parseDouble(text));
        } else {
            assertThat(read).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "1.2.3",
                "1-",
                "1e",
                "1e+",
                "e5",
                "1e1000",
                "0x1",
                " 1",
                "1 ",
                "NaN",
                "Infinity",
                "1d"
            })
    void what_is_no_number_is_unknown(String text) {
        assertThat(TextFields.of(text, ',').number(0)).isNaN();
    }

    @Property
    void every_whole_number_of_18_digits_is_read(@ForAll long value) {
        var inRange = Math.abs(value % 1_000_000_000_000_000_000L);
        assertThat(TextFields.of(Long.toString(-inRange), ',').integer(0, 1)).isEqualTo(-inRange);
        assertThat(TextFields.of(Long.toHexString(value), ',').hex(0, 0)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"4927.1260,49.4521", "01104.602,11.0767", "0,0", "5960,NaN", "-4927.1,NaN", "x,NaN", "00000.06,0.001"})
    void degrees_and_minutes_are_degrees(String text, double expected) {
        var read = TextFields.of(text, ',').degreesMinutes(0);
        if (Double.isNaN(expected)) {
            assertThat(read).isNaN();
        } else {
            assertThat(read).isCloseTo(expected, within(1e-12));
        }
    }
}
