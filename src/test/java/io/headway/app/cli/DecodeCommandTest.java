package io.headway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.Protocols;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class DecodeCommandTest {
    private static final Fix FIX = new Fix(
            1_767_225_600_000L, 49.9456789, 11.5712345, 345, 87, 271, Float.NaN, 11, true, "{\"ignition\":true}");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int decode(String... arguments) {
        return new CommandLine(new DecodeCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    static List<String> streams() {
        return Protocols.all().stream()
                .filter(service -> service.stream() != null)
                .map(service -> service.name())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_login_and_a_report_are_explained(String protocol) {
        var encoder = Protocols.byName().get(protocol).encoder();
        var identity = encoder.identity(1);
        var bytes = encoder.login(identity).copy().appendBuffer(encoder.report(identity, 1, List.of(FIX)));

        assertThat(decode("--protocol", protocol, HexFormat.ofDelimiter(" ").formatHex(bytes.getBytes())))
                .isZero();
        assertThat(out.toString()).contains("2026-01-01T00:00:00Z", "lat 49.945", "lng 11.571");
    }

    @Test
    void a_teltonika_packet_is_explained_with_its_answers() {
        var encoder = Protocols.byName().get("teltonika").encoder();
        var bytes = encoder.login("356307042441013").copy().appendBuffer(encoder.report("", 1, List.of(FIX, FIX)));

        assertThat(decode("--protocol", "teltonika", HexFormat.of().formatHex(bytes.getBytes())))
                .isZero();
        assertThat(out.toString().lines().map(String::stripTrailing))
                .contains(
                        "frame 1, 17 bytes: login of 356307042441013",
                        "  when it is known, answered: 01",
                        "  when it is not, answered: 00",
                        "  2026-01-01T00:00:00Z  lat 49.9456789 lng 11.5712345  speed 87.0 km/h  heading 271.0 °  altitude 345.0 m  satellites 11",
                        "    ignition                     true",
                        "  once stored, answered: 00 00 00 02")
                .anyMatch(line -> line.endsWith("2 positions"));
    }

    @Test
    void a_packet_from_the_middle_of_a_connection_is_explained_without_its_login() {
        var report = Protocols.byName().get("teltonika").encoder().report("", 1, List.of(FIX));

        assertThat(decode("--protocol", "teltonika", HexFormat.of().formatHex(report.getBytes())))
                .isZero();
        assertThat(out.toString()).contains("1 positions");
    }

    @Test
    void what_is_refused_is_said_and_ends_with_1() {
        var report = Protocols.byName().get("teltonika").encoder().report("", 1, List.of(FIX));
        report.setByte(20, (byte) ~report.getByte(20));

        assertThat(decode("--protocol", "teltonika", HexFormat.of().formatHex(report.getBytes())))
                .isEqualTo(1);
        assertThat(out.toString()).contains("refused, checksum: ");
    }

    @Test
    void bytes_that_no_frame_starts_with_are_said_and_end_with_1() {
        assertThat(decode("--protocol", "teltonika", "--text", "GET / HTTP/1.1\\r\\n"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("no frame starts at byte 0: 47 45 54");
    }

    @Test
    void a_query_of_a_phone_is_explained() {
        assertThat(decode("--protocol", "osmand", "id=7&lat=49.9&lon=11.5&timestamp=1767225600&batt=80"))
                .isZero();
        assertThat(out.toString()).contains("1 positions of 7", "lat 49.9000000 lng 11.5000000", "battery_pct");
    }

    @Test
    void a_datagram_is_explained() {
        var datagram = Protocols.byName().get("teltonika").datagramEncoder().report("356307042441013", 9, List.of(FIX));

        assertThat(decode("--protocol", "teltonika", "--udp", HexFormat.of().formatHex(datagram.getBytes())))
                .isZero();
        assertThat(out.toString()).contains("1 positions of 356307042441013", "answered: 00 05 00 09 01 09 01");
    }

    @Test
    void a_protocol_that_is_none_is_a_fault_of_usage() {
        assertThat(decode("--protocol", "gt60", "00")).isEqualTo(2);
        assertThat(err.toString()).contains("--protocol must be one of teltonika");
        assertThat(decode("--protocol", "osmand", "--udp", "00")).isEqualTo(2);
        assertThat(err.toString()).contains("osmand is not spoken over UDP");
    }
}
