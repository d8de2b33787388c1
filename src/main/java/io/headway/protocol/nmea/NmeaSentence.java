package io.headway.protocol.nmea;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One sentence whose checksum was verified, or that has none. Owned by the thread that decodes. A sentence without a date is of the last
 * instant that has its time of day, see {@link FixTime#latest}. A sentence without coordinates tells nothing but that the device lives.
 */
final class NmeaSentence {
    /** Talker and sentence: "GP" and "RMC". */
    private static final int STANDARD_ADDRESS = 5;

    private static final int TALKER = 2;
    private static final int IMEI_DIGITS = 15;
    private static final Attribute[] ANALOG_INPUTS = {
        Attribute.ANALOG_INPUT_1, Attribute.ANALOG_INPUT_2, Attribute.ANALOG_INPUT_3, Attribute.ANALOG_INPUT_4
    };
    private static final String ID_REPORT = "ID";
    private static final Buffer NO_ANSWER = null;

    private final TextFields fields;
    private final String tail;
    private final String uniqueId;
    private final Arrival arrival;
    private final FixBuilder fix = new FixBuilder();

    /**
     * @param content without dollar and checksum
     * @param tail what follows the checksum
     * @param uniqueId what stood before the sentence; null when nothing did
     */
    NmeaSentence(String content, String tail, String uniqueId, Arrival arrival) {
        this.fields = TextFields.of(content, ',');
        this.tail = tail;
        this.uniqueId = uniqueId;
        this.arrival = arrival;
    }

    Frame decode() {
        if (fields.is(0, "PUBX")) {
            return fields.is(1, "00") ? ublox() : nothing();
        }
        if (fields.is(0, "TRCCR")) {
            return trccr();
        }
        if (fields.is(0, ID_REPORT)) {
            return new IdReport(fields, arrival).decode();
        }
        if (fields.is(0, "GPTXT")) {
            return fields.is(1, "NET") && fields.count() > 5 ? network() : nothing();
        }
        if (fields.is(0, "GPIOP")) {
            return fields.count() > 8 ? voltages() : nothing();
        }
        if (fields.length(0) != STANDARD_ADDRESS) {
            return nothing();
        }
        return switch (fields.text(0, TALKER)) {
            case "RMC" -> rmc();
            case "GGA" -> gga();
            case "GLL" -> gll();
            case "GNS" -> gns();
            case "RMA" -> rma();
            default -> nothing();
        };
    }

    /** Recommended minimum: time, status, place, speed in knots, course, date. */
    private Frame rmc() {
        place(3);
        fix.at(FixTime.ddMMyy(fields, 9, 1))
                .valid(fields.is(2, "A"))
                .speedKnots(fields.number(7))
                .headingDeg(fields.number(8));
        return position(afterChecksum(), NO_ANSWER);
    }

    /**
     * What some trackers add behind the checksum: satellites, IMEI, ignition, and more that is kept as it is.
     *
     * @return the identity in it, or what stood before the sentence
     */
    private String afterChecksum() {
        if (tail.length() < 2 || tail.charAt(0) != ',') {
            return uniqueId;
        }
        var added = TextFields.of(tail, ',');
        if (!added.isDigits(2) || added.length(2) != IMEI_DIGITS) {
            fix.attributes().put("nmea_tail", tail.substring(1));
            return uniqueId;
        }
        fix.satellites(added.integer(1, -1));
        if (added.is(3, "0") || added.is(3, "1")) {
            fix.attributes().put(Attribute.IGNITION, added.is(3, "1"));
        }
        if (added.count() > 4) {
            var rest = added.text(1).length()
                    + added.text(2).length()
                    + added.text(3).length()
                    + 4;
            fix.attributes().put("nmea_tail", tail.substring(rest));
        }
        return added.text(2);
    }

    /** Fix data: time, place, quality (0 is no fix), satellites used, HDOP, altitude above mean sea level. */
    private Frame gga() {
        place(2);
        fix.at(timeOfDay(1))
                .valid(!fields.isEmpty(6) && !fields.is(6, "0"))
                .satellites(fields.integer(7, -1))
                .altitudeM(fields.number(9));
        fix.attributes().put(Attribute.HDOP, fields.number(8));
        return position(uniqueId, NO_ANSWER);
    }

    /** Place, time, status. */
    private Frame gll() {
        place(1);
        fix.at(timeOfDay(5)).valid(fields.is(6, "A"));
        return position(uniqueId, NO_ANSWER);
    }

    /** As GGA for several systems of satellites; the mode has a letter for each, N where a system gives no fix. */
    private Frame gns() {
        place(2);
        fix.at(timeOfDay(1))
                .valid(hasFixMode(6))
                .satellites(fields.integer(7, -1))
                .altitudeM(fields.number(9));
        fix.attributes().put(Attribute.HDOP, fields.number(8));
        return position(uniqueId, NO_ANSWER);
    }

    private boolean hasFixMode(int field) {
        for (var i = 0; i < fields.length(field); i++) {
            if (fields.charAt(field, i) != 'N') {
                return true;
            }
        }
        return false;
    }

    /** From Loran-C, status first; it has no time, so that of arrival stands in. */
    private Frame rma() {
        place(2);
        fix.at(arrival.atMs())
                .valid(fields.is(1, "A"))
                .speedKnots(fields.number(8))
                .headingDeg(fields.number(9));
        return position(uniqueId, NO_ANSWER);
    }

    /**
     * u-blox position (section "PUBX,00"): the altitude is above the ellipsoid, the speed in km/h, NF is no fix, and RK and TT are dead
     * reckoning and time alone.
     */
    private Frame ublox() {
        place(3);
        var hasFix = fields.length(8) == 2 && !fields.is(8, "NF") && !fields.is(8, "TT");
        fix.at(timeOfDay(2))
                .valid(hasFix)
                .altitudeM(fields.number(7))
                .accuracyM(fields.number(9))
                .speedKmh(fields.number(11))
                .headingDeg(fields.number(12))
                .satellites(fields.integer(18, -1));
        fix.attributes().put(Attribute.HDOP, fields.number(15));
        fix.attributes().put(Attribute.VDOP, fields.number(16));
        return position(uniqueId, NO_ANSWER);
    }

    /** A maker's own beside PUBX,00: {@code GPTXT,NET,<number>,<operator>,<dBm>,<country> <network>}; known from captures only. */
    private Frame network() {
        var attributes = fix.attributes();
        attributes.put(Attribute.OPERATOR, fields.text(3));
        attributes.put(Attribute.RSSI, fields.number(4));
        var codes = fields.split(5, ' ');
        if (codes.isDigits(0) && codes.isDigits(1)) {
            attributes.put(Attribute.MCC, codes.integer(0, -1));
            attributes.put(Attribute.MNC, codes.integer(1, -1));
        }
        return status();
    }

    /** A maker's own: inputs and outputs as bits, four analogue inputs, supply and battery in volts; known from captures only. */
    private Frame voltages() {
        for (var i = 0; i < ANALOG_INPUTS.length; i++) {
            fix.attributes().put(ANALOG_INPUTS[i], fields.number(3 + i));
        }
        fix.attributes().put(Attribute.POWER_V, fields.number(7));
        fix.attributes().put(Attribute.BATTERY_V, fields.number(8));
        return status();
    }

    /**
     * A maker's own: {@code TRCCR,yyyyMMddHHmmss.sss,A,lat,lon,knots,course,altitude,battery,}. Known from captures only. It wants the
     * character 0 as acknowledgement.
     */
    private Frame trccr() {
        var seconds = FixTime.yyyyMMddHHmmss(fields, 1, 0);
        fix.at(seconds == FixTime.UNKNOWN ? seconds : seconds + fields.fractionMs(1, 14))
                .valid(fields.is(2, "A"))
                .degrees(fields.number(3), fields.number(4))
                .speedKnots(fields.number(5))
                .headingDeg(fields.number(6))
                .altitudeM(fields.number(7));
        fix.attributes().put(Attribute.BATTERY_PCT, fields.number(8));
        return position(uniqueId, Buffer.buffer("0"));
    }

    /** Latitude, N or S, longitude, E or W, from a field on; unknown when a hemisphere is missing. */
    private void place(int field) {
        fix.degrees(
                signed(fields.degreesMinutes(field), field + 1, 'N', 'S'),
                signed(fields.degreesMinutes(field + 2), field + 3, 'E', 'W'));
    }

    private double signed(double degrees, int field, char positive, char negative) {
        var hemisphere = fields.length(field) == 1 ? fields.charAt(field, 0) : 0;
        return hemisphere == positive ? degrees : hemisphere == negative ? -degrees : Double.NaN;
    }

    private long timeOfDay(int field) {
        return FixTime.latest(
                arrival.atMs(),
                fields.digits(field, 0, 2),
                fields.digits(field, 2, 2),
                fields.digits(field, 4, 2),
                fields.fractionMs(field, 6));
    }

    private Frame position(String device, Buffer answer) {
        return fix.hasLocation()
                ? new Frame.Positions(device, List.of(fix.build()), _ -> answer)
                : new Frame.Heartbeat(device, answer);
    }

    /** Before the device has named itself there is nobody to keep it for; that is no fault, its identity may be the next line. */
    private Frame status() {
        return uniqueId == null && !arrival.loggedIn() ? nothing() : fix.status(uniqueId, arrival.atMs(), NO_ANSWER);
    }

    private Frame nothing() {
        return new Frame.Heartbeat(uniqueId, null);
    }
}
