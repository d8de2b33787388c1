package io.headway.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Captured frames against the positions they hold. Expected values deviate nowhere; four cases need a word:
 *
 * <table>
 *   <caption>Cases beyond the document</caption>
 *   <tr><th>case</th><th>what it is</th><th>what is asserted</th></tr>
 *   <tr><td>b1d846f38e</td><td>declares 167 bytes of content, holds 165 and the checksum</td><td>the frame is never complete; with the next
 *     bytes of the stream it fails its checksum</td></tr>
 *   <tr><td>e2905ca75a</td><td>declares 166 bytes of content, holds 33 and the checksum</td><td>the same</td></tr>
 *   <tr><td>32f93a690e</td><td>a UDP datagram: no preamble, no checksum (vendor document, section "Codec 8 protocol sending over UDP")</td>
 *     <td>TCP refuses it; the records inside decode as those of TCP</td></tr>
 *   <tr><td>bda5d28b66</td><td>codec 8 with a group of 16-byte elements (an empty one here) that the document does not have</td>
 *     <td>decodes: what is not whole in the documented layout is tried in this one</td></tr>
 * </table>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeltonikaConformanceTest {
    private static final Path CASES = Path.of("../shared/conformance/teltonika.jsonl");
    private static final int CASE_COUNT = 31;
    private static final Set<String> CUT_SHORT = Set.of("b1d846f38e", "e2905ca75a");
    private static final String DATAGRAM = "32f93a690e";
    /** Length 2, packet id 2, packet type 1, AVL packet id 1, IMEI length 2, IMEI 15. */
    private static final int DATAGRAM_HEADER_BYTES = 23;

    private final TeltonikaProtocol protocol = new TeltonikaProtocol(65_536);

    record Case(String name, JsonObject json, Buffer bytes) {
        @Override
        public String toString() {
            return name;
        }

        boolean isLogin() {
            return bytes.length() == 17;
        }

        List<JsonObject> positions() {
            return json.getJsonArray("positions").stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    static Stream<Case> cases() throws IOException {
        assumeTrue(Files.exists(CASES), CASES + " is absent: captured frames are not tested");
        var cases = new ArrayList<Case>();
        for (var line : Files.readAllLines(CASES)) {
            var json = new JsonObject(line);
            var bytes = Buffer.buffer(HexFormat.of().parseHex(json.getString("hex")));
            cases.add(new Case(json.getString("case") + " of session " + json.getInteger("session"), json, bytes));
        }
        return cases.stream();
    }

    @Test
    void every_case_of_the_file_is_known_to_this_test() throws IOException {
        assertThat(cases().toList()).hasSize(CASE_COUNT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodes_as_captured(Case captured) {
        var name = captured.json().getString("case");
        if (CUT_SHORT.contains(name)) {
            is_never_acknowledged(captured.bytes());
        } else if (DATAGRAM.equals(name)) {
            is_no_tcp_packet_but_holds_its_records(captured);
        } else {
            decodes_whole(captured);
        }
    }

    private void decodes_whole(Case captured) {
        var bytes = captured.bytes();
        var loggedIn = !captured.isLogin();
        assertThat(protocol.frameLength(bytes, 0, bytes.length(), loggedIn)).isEqualTo(bytes.length());
        var frame = protocol.decode(bytes, 0, bytes.length(), loggedIn);
        if (Boolean.FALSE.equals(captured.json().getBoolean("checksum_ok"))) {
            assertThat(frame)
                    .isInstanceOfSatisfying(
                            Frame.Rejected.class,
                            rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
            return;
        }
        if (captured.positions().isEmpty()) {
            assertThat(frame).isInstanceOf(captured.isLogin() ? Frame.Login.class : Frame.Heartbeat.class);
            return;
        }
        assertThat(frame).isInstanceOfSatisfying(Frame.Positions.class, positions -> {
            agree(positions.fixes(), captured.positions());
            var ack = positions.ack().apply(Receipt.allStored(positions.fixes().size()));
            assertThat(ack)
                    .isEqualTo(Buffer.buffer().appendInt(captured.positions().size()));
        });
    }

    private void is_never_acknowledged(Buffer bytes) {
        var length = protocol.frameLength(bytes, 0, bytes.length(), true);
        assertThat(length).isGreaterThan(bytes.length());
        assertThat(protocol.decode(bytes, 0, bytes.length(), true)).isInstanceOf(Frame.Rejected.class);
        var withNextBytes = bytes.copy().appendBytes(new byte[length - bytes.length()]);
        assertThat(protocol.decode(withNextBytes, 0, length, true))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
    }

    private void is_no_tcp_packet_but_holds_its_records(Case captured) {
        var bytes = captured.bytes();
        assertThat(protocol.frameLength(bytes, 0, bytes.length(), true)).isNegative();
        assertThat(protocol.decode(bytes, 0, bytes.length(), true)).isInstanceOf(Frame.Rejected.class);
        var records = TeltonikaProtocol.records(bytes, DATAGRAM_HEADER_BYTES, bytes.length(), TeltonikaCodec.CODEC_8);
        assertThat(records)
                .isInstanceOfSatisfying(
                        Frame.Positions.class, positions -> agree(positions.fixes(), captured.positions()));
    }

    private static void agree(List<Fix> fixes, List<JsonObject> expected) {
        assertThat(fixes).hasSameSizeAs(expected);
        for (var i = 0; i < fixes.size(); i++) {
            var fix = fixes.get(i);
            var want = expected.get(i);
            assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo(Instant.parse(want.getString("time")));
            assertThat(fix.valid()).isEqualTo(want.getBoolean("valid"));
            assertThat(fix.latitude()).isCloseTo(want.getDouble("lat"), within(1e-5));
            assertThat(fix.longitude()).isCloseTo(want.getDouble("lon"), within(1e-5));
            assertThat(fix.altitudeM()).isEqualTo(want.getFloat("altitude_m"));
            assertThat(fix.speedKmh()).isCloseTo(want.getFloat("speed_kmh"), within(0.1f));
            assertThat(fix.headingDeg()).isEqualTo(want.getFloat("course_deg"));
            assertThat(new JsonObject(fix.attributes()).isEmpty()).isEqualTo("{}".equals(fix.attributes()));
        }
    }

    /** By hand from the bytes and the vendor's pages "… Teltonika Data Sending Parameters ID". */
    @ParameterizedTest
    @MethodSource("namedElements")
    void names_the_elements_of_captured_records(String name, String attributes) throws IOException {
        var captured = cases().filter(each -> name.equals(each.json().getString("case")))
                .findFirst()
                .orElseThrow();
        assertThat(protocol.decode(captured.bytes(), 0, captured.bytes().length(), true))
                .isInstanceOfSatisfying(
                        Frame.Positions.class,
                        positions -> assertThat(positions.fixes().getFirst().attributes())
                                .isEqualTo(attributes));
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
