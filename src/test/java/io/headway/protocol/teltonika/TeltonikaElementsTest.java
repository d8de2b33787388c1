package io.headway.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.testing.conformance.Captures;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** By hand from the captured bytes and the vendor's pages "… Teltonika Data Sending Parameters ID". */
class TeltonikaElementsTest {
    @ParameterizedTest
    @MethodSource("namedElements")
    void names_the_elements_of_captured_records(String name, String attributes) {
        assumeTrue(Captures.available(), "captured messages are absent: not tested");
        var bytes = Captures.of("teltonika").cases().stream()
                .filter(captured -> captured.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes();
        var frame = new TeltonikaProtocol().decode(bytes, 0, bytes.length(), new Arrival(true, 0));
        assertThat(((Frame.Positions) frame).fixes().getFirst().attributes()).isEqualTo(attributes);
    }

    static Stream<Arguments> namedElements() {
        return Stream.of(
                Arguments.of("2300df1b78", "{\"input1\":false,\"motion\":false,\"power_v\":12.835,\"io_speed_kmh\":0}"),
                Arguments.of(
                        "4b27f4c312",
                        "{\"ignition\":true,\"motion\":true,\"data_mode\":1,\"rssi\":3,\"sleep_mode\":0,\"gnss_status\":1,"
                                + "\"pdop\":1.1,\"hdop\":0.6,\"power_v\":14.375,\"io_speed_kmh\":95,\"cell_id\":1402,"
                                + "\"lac\":6611,\"battery_v\":3.927,\"battery_current_a\":0}"),
                Arguments.of(
                        "c8e0e7197a", "{\"event\":385,\"io385\":\"11210102030405060708090a0b0c0d0e0f10020b010ad0\"}"),
                Arguments.of("bda5d28b66", "{}"));
    }
}
