package io.headway.protocol.nmea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.Protocols;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NmeaProtocolTest {
    private static final Instant ARRIVAL = Instant.parse("2026-03-01T00:10:00Z");

    private final NmeaProtocol protocol = new NmeaProtocol();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$PSIWMDID,6Q5161694402B100*|6Q5161694402B100",
                "$DEVID,0x0103846677F21400|0x0103846677F21400",
                "$PGID,359853000144300|359853000144300",
                "$GPFID,ID123456XYZ|ID123456XYZ",
                "$GPSTN,1234567890,type,model|1234567890",
                "$PCPTI,Router of Test,184453,184453.0,6F|Router of Test",
                "$CONNECT,350030950116500,NETWORK,\"Net\",RO,001|350030950116500",
                "$IMEI=355797031609200|355797031609200",
                "$IMEI,355797031609200|355797031609200",
                "imei:355797031609200|355797031609200",
                "IMEI 355797031609200|355797031609200",
                "355797031609200|355797031609200",
                "086415031C00|086415031C00"
            })
    void a_line_may_name_the_device(String line, String uniqueId) {
        assertThat(decode(line)).isEqualTo(new Frame.Login(uniqueId, Buffer.buffer(), Buffer.buffer()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "660420156A0066AA$|660420156A0066AA",
                "990000561287900,$|990000561287900",
                "4711/022789000688000/$|022789000688000",
                "imei=353197040023400&rmc=$|353197040023400",
                "&&ID1111$|ID1111",
                "$IMEI=355797031609200,$|355797031609200"
            })
    void the_identity_may_stand_before_the_sentence(String before, String uniqueId) {
        var line = before + "GPRMC,122806,A,0119.2121,N,10355.0009,E,0.0,,230119,,";
        assertThat(positions(line).uniqueId()).isEqualTo(uniqueId);
    }

    @Test
    void recommended_minimum_holds_time_place_speed_and_course() {
        var fix = fix(checked("GPRMC,225446.25,A,4916.45,N,12311.12,W,000.5,054.7,191194,020.3,E"));
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2094-11-19T22:54:46.250Z");
        assertThat(fix.latitude()).isCloseTo(49 + 16.45 / 60, within(1e-9));
        assertThat(fix.longitude()).isCloseTo(-(123 + 11.12 / 60), within(1e-9));
        assertThat(fix.speedKmh()).isEqualTo(0.926f);
        assertThat(fix.headingDeg()).isEqualTo(54.7f);
        assertThat(fix.valid()).isTrue();
        assertThat(fix.altitudeM()).isNaN();
        assertThat(fix.satellites()).isEqualTo(-1);
    }

    @Test
    void status_v_keeps_the_last_place_and_is_no_current_fix() {
        assertThat(fix("$GNRMC,225446,V,4916.45,N,12311.12,W,,,191119,,").valid())
                .isFalse();
    }

    @Test
    void a_date_that_is_none_makes_the_time_unknown() {
        assertThat(fix("$GPRMC,225446,A,4916.45,N,12311.12,W,0,0,310219,,").recordedAtMs())
                .isZero();
    }

    @Test
    void fix_data_takes_the_day_that_is_nearest_to_its_arrival() {
        var fix = fix(checked("GNGGA,235950.5,4916.45,S,12311.12,E,1,08,0.9,545.4,M,46.9,M,,"));
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2026-02-28T23:59:50.500Z");
        assertThat(fix.latitude()).isNegative();
        assertThat(fix.altitudeM()).isEqualTo(545.4f);
        assertThat(fix.satellites()).isEqualTo(8);
        assertThat(fix.valid()).isTrue();
        assertThat(attributes(fix)).isEqualTo(new JsonObject("{\"hdop\":0.9}"));
    }

    @Test
    void quality_0_is_no_current_fix() {
        assertThat(fix("$GPGGA,001000,4916.45,N,12311.12,E,0,00,,,M,,M,,").valid())
                .isFalse();
    }

    @Test
    void geographic_position_and_the_fix_of_several_systems_are_positions() {
        assertThat(fix(checked("GPGLL,4916.45,N,12311.12,W,001005,A,D")).valid())
                .isTrue();
        var gns = fix(checked("GNGNS,001005.00,4916.45,N,12311.12,W,NA,07,1.1,20.5,46.9,,"));
        assertThat(gns.valid()).isTrue();
        assertThat(gns.altitudeM()).isEqualTo(20.5f);
        assertThat(gns.satellites()).isEqualTo(7);
        assertThat(fix(checked("GNGNS,001005.00,4916.45,N,12311.12,W,NN,00,,,,,"))
                        .valid())
                .isFalse();
    }

    @Test
    void ublox_position_has_its_speed_in_kilometres_an_hour() {
        var fix = fix(
                checked("PUBX,00,000959.00,4717.113210,N,00833.915187,E,546.589,G3,2.1,2.0,36.5,77.52,0.007,,0.92,1.19"
                        + ",0.77,9,0,0"));
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2026-03-01T00:09:59Z");
        assertThat(fix.speedKmh()).isEqualTo(36.5f);
        assertThat(fix.headingDeg()).isEqualTo(77.52f);
        assertThat(fix.altitudeM()).isEqualTo(546.589f);
        assertThat(fix.accuracyM()).isEqualTo(2.1f);
        assertThat(fix.satellites()).isEqualTo(9);
        assertThat(fix.valid()).isTrue();
        assertThat(attributes(fix)).isEqualTo(new JsonObject("{\"hdop\":0.92,\"vdop\":1.19}"));
    }

    @Test
    void what_follows_the_checksum_may_name_the_device() {
        var line = checked("GPRMC,073446.000,A,1255.5125,N,07738.2948,E,0.00,0.53,080316,D")
                + ",11,865733027593200,1,090,086";
        var positions = positions(line);
        assertThat(positions.uniqueId()).isEqualTo("865733027593200");
        assertThat(positions.fixes().getFirst().satellites()).isEqualTo(11);
        assertThat(attributes(positions.fixes().getFirst()))
                .isEqualTo(new JsonObject("{\"ignition\":true,\"nmea_tail\":\"090,086\"}"));
    }

    @Test
    void trccr_is_acknowledged_with_a_zero_after_it_is_stored() {
        var positions = positions(checked("TRCCR,20140111000000.000,V,60.5,-61.5,10.00,90.00,12.00,50,"));
        var fix = positions.fixes().getFirst();
        assertThat(fix.latitude()).isEqualTo(60.5);
        assertThat(fix.longitude()).isEqualTo(-61.5);
        assertThat(fix.speedKmh()).isEqualTo(18.52f);
        assertThat(fix.altitudeM()).isEqualTo(12f);
        assertThat(fix.valid()).isFalse();
        assertThat(attributes(fix).getInteger("battery_pct")).isEqualTo(50);
        assertThat(positions.ack().apply(Receipt.allStored(1))).isEqualTo(Buffer.buffer("0"));
    }

    @Test
    void a_report_of_names_and_values_is_a_position() {
        var positions =
                positions("$ID,355826017981300,666,370,ALARM,0x00004000,IOP,M,48,GPSET,A,D,160517,T,161628,S,0:0,La,"
                        + "51.5,S,Lo,2.25,W,H,21.5,V,10.0,DD,0");
        var fix = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo("355826017981300");
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2017-05-16T16:16:28Z");
        assertThat(fix.latitude()).isEqualTo(-51.5);
        assertThat(fix.longitude()).isEqualTo(-2.25);
        assertThat(fix.headingDeg()).isEqualTo(21.5f);
        assertThat(fix.valid()).isTrue();
        assertThat(attributes(fix).getInteger("status")).isEqualTo(0x4000);
    }

    @Test
    void a_report_of_names_and_values_may_lack_all_but_the_receiver() {
        var undated = positions("$ID,355826017981300,GPSEX,A,S,9:7,La,51.5,N,Lo,2.25,E")
                .fixes()
                .getFirst();
        assertThat(undated.recordedAtMs()).isEqualTo(ARRIVAL.toEpochMilli());
        assertThat(undated.speedKmh()).isNaN();
        assertThat(undated.satellites()).isEqualTo(7);
        assertThat(attributes(undated).getInteger("satellites_visible")).isEqualTo(9);
        assertThat(decode("$ID,355826017981300,666,ALARM,0x10,GPSED,V,D,160517,T,161628"))
                .isEqualTo(new Frame.Status(
                        "355826017981300",
                        Instant.parse("2017-05-16T16:16:28Z").toEpochMilli(),
                        "{\"status\":16}",
                        null));
        assertThat(decode("$ID,355826017981300,666")).isEqualTo(new Frame.Heartbeat("355826017981300", null));
    }

    @Test
    void network_and_voltages_of_a_known_device_are_a_status_and_of_an_unknown_one_nothing() {
        assertStatus("$GPTXT,NET,1004,Net,-61,262 02", "{\"operator\":\"Net\",\"rssi\":-61.0,\"mcc\":262,\"mnc\":2}");
        assertStatus(
                "$GPIOP,01000000,00000000,0.10,0.20,0.30,0.40,12.69,4.24",
                "{\"analog_input1_v\":0.1,\"analog_input2_v\":0.2,\"analog_input3_v\":0.3,"
                        + "\"analog_input4_v\":0.4,\"power_v\":12.69,\"battery_v\":4.24}");
        assertStatus("$ID,,BATT,3.9,GPSET,V,S,05:00", "{\"satellites_visible\":5}");
    }

    private void assertStatus(String line, String attributes) {
        var bytes = Buffer.buffer(line);
        assertThat(protocol.decode(bytes, 0, bytes.length(), new Arrival(true, ARRIVAL.toEpochMilli())))
                .isEqualTo(new Frame.Status(null, ARRIVAL.toEpochMilli(), attributes, null));
        assertThat(decode(line)).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void an_identity_counts_for_every_kind_of_line_behind_it_in_a_datagram() {
        var place = "$PUBX,00,000959.00,4717.1,N,00833.9,E,546.5,G3,2.1,2.0,36.5,77.5,0.0,,0.9,1.1,0.7,9,01012,0";
        var datagram = Buffer.buffer("$IMEI=353358017784062\r\n" + place + "\r\n$GPTXT,NET,1004,Net,-61,262 02");
        var frames = new NmeaDatagrams().decode(datagram, new Arrival(false, ARRIVAL.toEpochMilli()));
        assertThat(frames).hasSize(3);
        assertThat(((Frame.Positions) frames.get(1)).uniqueId()).isEqualTo("353358017784062");
        assertThat(((Frame.Status) frames.get(2)).uniqueId()).isEqualTo("353358017784062");
    }

    @Test
    void a_qze_line_is_a_position() {
        var positions = positions("QZE,868994033976700,14,27032019,185337,-12.006420,-76.959798,50,137,A,1");
        var fix = positions.fixes().getFirst();
        assertThat(positions.uniqueId()).isEqualTo("868994033976700");
        assertThat(Instant.ofEpochMilli(fix.recordedAtMs())).isEqualTo("2019-03-27T18:53:37Z");
        assertThat(fix.speedKmh()).isEqualTo(50f);
        assertThat(attributes(fix)).isEqualTo(new JsonObject("{\"event\":\"14\",\"ignition\":true}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$GPGSV,3,1,12,04,40,193,41",
                "$GPTXT,NET,1003",
                "$GPRMC,001122,V,,,,,,,010126,,",
                "$GPGGA,,,,,,0,,,,,,,,",
                "$PUBX,04,073731.00,091202",
                "$PUBX,00",
                "$",
                "$ID",
                "$GPRMC"
            })
    void a_sentence_without_a_place_is_a_heartbeat(String line) {
        assertThat(decode(line)).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void a_heartbeat_behind_an_identity_is_of_that_device() {
        assertThat(decode("&&ID1111$GPGSA,A,3,07,09*")).isEqualTo(new Frame.Heartbeat("ID1111", null));
    }

    @Test
    void a_checksum_that_does_not_verify_refuses_the_line() {
        var right = checked("GPRMC,225446,A,4916.45,N,12311.12,W,000.5,054.7,191119,,");
        assertThat(decode(right)).isInstanceOf(Frame.Positions.class);
        assertThat(decode(right.toLowerCase(java.util.Locale.ROOT).replace("gprmc", "GPRMC")))
                .isInstanceOf(Frame.Rejected.class);
        assertFault(decode(right.replace("16.45", "16.46")), FrameFault.CHECKSUM);
        assertFault(decode("$PGID,359853000144300*00"), FrameFault.CHECKSUM);
    }

    @Test
    void spaces_around_the_asterisk_do_not_change_the_checksum() {
        var right = checked("GPRMC,225446,A,4916.45,N,12311.12,W,000.5,054.7,191119,,");
        assertThat(decode(right.replace("*", " * "))).isInstanceOf(Frame.Positions.class);
    }

    @Test
    void a_line_ends_with_either_end_and_an_empty_one_is_a_heartbeat() {
        var stream = Buffer.buffer("$GPGSV,1\r\n$GPGSV,2\n");
        assertThat(protocol.frameLength(stream, 0, 8, true)).isZero();
        assertThat(protocol.frameLength(stream, 0, stream.length(), true)).isEqualTo(9);
        assertThat(protocol.frameLength(stream, 9, stream.length(), true)).isEqualTo(1);
        assertThat(protocol.frameLength(stream, 10, stream.length(), true)).isEqualTo(9);
        assertThat(protocol.decode(stream, 9, 1, new Arrival(true, 0))).isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void text_that_is_neither_is_refused_before_an_identity_and_passed_over_after_it() {
        assertFault(decode("GET / HTTP/1.1"), FrameFault.UNKNOWN_KIND);
        assertThat(protocol.decode(Buffer.buffer("OK"), 0, 2, new Arrival(true, 0)))
                .isEqualTo(new Frame.Heartbeat(null, null));
    }

    @Test
    void an_identity_in_a_datagram_is_that_of_the_sentences_behind_it() {
        var service = Protocols.byName().get("nmea");
        var frames = service.datagrams()
                .decode(
                        Buffer.buffer("$GPFID,ID7\r\n$GPRMC,225446,A,4916.45,N,12311.12,W,0,0,191119,,"),
                        new Arrival(false, 0));
        assertThat(frames)
                .filteredOn(Frame.Positions.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Frame.Positions.class,
                        positions -> assertThat(positions.uniqueId()).isEqualTo("ID7"));
    }

    private Frame decode(String line) {
        var bytes = Buffer.buffer(line);
        return protocol.decode(bytes, 0, bytes.length(), new Arrival(false, ARRIVAL.toEpochMilli()));
    }

    private Frame.Positions positions(String line) {
        return (Frame.Positions) decode(line);
    }

    private Fix fix(String line) {
        return positions(line).fixes().getFirst();
    }

    private static JsonObject attributes(Fix fix) {
        return new JsonObject(fix.attributes());
    }

    private static String checked(String content) {
        return NmeaTracker.sentence(content).toString();
    }

    private static void assertFault(Frame frame, FrameFault fault) {
        assertThat(frame)
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(fault));
    }
}
