package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixTimeTest {
    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void two_digits_are_a_year_of_this_century() {
        assertThat(FixTime.utc(26, 2, 28, 23, 59, 59)).isEqualTo(at("2026-02-28T23:59:59Z"));
        assertThat(FixTime.utc(2024, 2, 29, 0, 0, 0)).isEqualTo(at("2024-02-29T00:00:00Z"));
        assertThat(FixTime.utc(2016, 12, 31, 23, 59, 60)).isEqualTo(at("2017-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025,2,29,0,0,0",
        "2025,13,1,0,0,0",
        "2025,0,1,0,0,0",
        "2025,1,32,0,0,0",
        "2025,1,0,0,0,0",
        "2025,1,1,24,0,0",
        "2025,1,1,0,60,0",
        "2025,1,1,0,0,61",
        "-1,1,1,0,0,0",
        "1969,1,1,0,0,0",
        "2025,1,1,-1,0,0"
    })
    void what_is_no_date_is_unknown(int year, int month, int day, int hour, int minute, int second) {
        assertThat(FixTime.utc(year, month, day, hour, minute, second)).isEqualTo(FixTime.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T14:47:00Z,14,46,2026-11-21T14:46:00Z",
        "2026-11-21T14:47:00Z,0,0,2026-11-21T00:00:00Z",
        "2026-11-21T14:47:00Z,14,57,2026-11-21T14:57:00Z",
        "2026-11-21T14:47:00Z,14,58,2026-11-20T14:58:00Z",
        "2026-11-21T00:05:00Z,23,59,2026-11-20T23:59:00Z",
        "2026-11-21T23:59:00Z,0,5,2026-11-22T00:05:00Z",
        "2026-11-21T23:59:00Z,1,5,2026-11-21T01:05:00Z"
    })
    void a_time_of_day_is_the_last_one_up_to_ten_minutes_ahead(String received, int hour, int minute, String expected) {
        assertThat(FixTime.latest(at(received), hour, minute, 0, 0)).isEqualTo(at(expected));
    }

    @Test
    void fields_of_text_make_a_time() {
        assertThat(FixTime.yyMMddHHmmss(TextFields.of("x,261121144700", ','), 1, 0))
                .isEqualTo(at("2026-11-21T14:47:00Z"));
        assertThat(FixTime.yyyyMMddHHmmss(TextFields.of("20261121144700", ','), 0, 0))
                .isEqualTo(at("2026-11-21T14:47:00Z"));
        assertThat(FixTime.ddMMyy(TextFields.of("211126,144700.250", ','), 0, 1))
                .isEqualTo(at("2026-11-21T14:47:00.250Z"));
        assertThat(FixTime.ddMMyy(TextFields.of("211126", ','), 0, 1)).isEqualTo(FixTime.UNKNOWN);
    }
}
