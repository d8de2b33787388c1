package io.headway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void meters_of_the_stages_and_of_the_process_are_scraped() {
        try (var metrics = new Metrics()) {
            Counter.builder("headway.positions.received")
                    .tag("protocol", "teltonika")
                    .register(metrics.registry())
                    .increment(3);

            assertThat(metrics.scrape())
                    .contains("headway_positions_received_total{protocol=\"teltonika\"} 3.0")
                    .contains("jvm_memory_used_bytes")
                    .contains("process_cpu_usage");
        }
    }

    @Test
    void resident_memory_is_what_the_kernel_says() {
        try (var metrics = new Metrics()) {
            var gauge = metrics.registry().find("process.resident.memory").gauge();

            assertThat(gauge != null).isEqualTo(ResidentMemory.isKnown());
            if (gauge != null) {
                // A JVM that runs tests holds more than 20 MB and less than a machine has.
                assertThat(gauge.value()).isBetween(20e6, 1e12);
            }
        }
    }
}
