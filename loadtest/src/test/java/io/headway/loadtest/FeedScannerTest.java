package io.headway.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class FeedScannerTest {
    private static final UUID FIRST = UUID.fromString("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    private static final UUID SECOND = UUID.fromString("ffffffff-0000-4000-8000-00000000000a");

    @Test
    void finds_every_position_of_a_batch() {
        var text = ("{\"type\":\"vehicles_moved\",\"positions\":[{\"vehicle_id\":\"" + FIRST
                        + "\",\"speed\":1,\"timestamp\":\"2026-11-21T23:59:59.5Z\"},{\"vehicle_id\":\"" + SECOND
                        + "\",\"speed\":100.25,\"timestamp\":\"2026-11-22T00:00:00Z\",\"offset\":7}]}")
                .getBytes(StandardCharsets.US_ASCII);
        var scanner = new FeedScanner();
        var found = new ArrayList<Object>();
        for (var at = scanner.vehicleAt(text, 0, text.length); at >= 0; at = scanner.vehicleAt(text, at, text.length)) {
            found.add(FeedScanner.uuid(text, at));
            found.add(Instant.ofEpochMilli(scanner.epochMs(text, scanner.timestampAt(text, at, text.length))));
        }

        assertThat(found)
                .containsExactly(
                        FIRST,
                        Instant.parse("2026-11-21T23:59:59.500Z"),
                        SECOND,
                        Instant.parse("2026-11-22T00:00:00Z"));
    }

    @Test
    void reads_milliseconds_and_drops_what_is_finer() {
        assertThat(epochMs("2026-11-21T04:05:06.123Z")).isEqualTo("2026-11-21T04:05:06.123Z");
        assertThat(epochMs("2026-11-21T04:05:06.07Z")).isEqualTo("2026-11-21T04:05:06.070Z");
        assertThat(epochMs("2026-11-21T04:05:06.123999Z")).isEqualTo("2026-11-21T04:05:06.123Z");
    }

    @Test
    void says_when_there_is_none() {
        var text = "{\"type\":\"subscribed\",\"id\":\"s1\"}".getBytes(StandardCharsets.US_ASCII);

        assertThat(new FeedScanner().vehicleAt(text, 0, text.length)).isEqualTo(-1);
        assertThat(new FeedScanner().timestampAt(text, 0, text.length)).isEqualTo(-1);
    }

    private static String epochMs(String timestamp) {
        return Instant.ofEpochMilli(new FeedScanner().epochMs(timestamp.getBytes(StandardCharsets.US_ASCII), 0))
                .toString();
    }
}
