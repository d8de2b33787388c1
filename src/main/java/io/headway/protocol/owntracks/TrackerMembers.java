package io.headway.protocol.owntracks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.DeviceJson;
import io.headway.protocol.TextFields;
import java.io.IOException;
import java.util.Map;

/**
 * Owned by the thread that decodes; local to one request. What trackers behind a bridge to OwnTracks say beyond the position (vendor
 * document, "JSON", sections "Greenwich" and "Queclink").
 */
final class TrackerMembers {
    private static final double M_PER_KM = 1_000;

    private static final Map<String, Attribute> NUMBERS = Map.ofEntries(
            Map.entry("trip", Attribute.TRIP_ODOMETER),
            Map.entry("hmc", Attribute.ENGINE_HOURS),
            Map.entry("ubatt", Attribute.BATTERY_V),
            Map.entry("uext", Attribute.POWER_V),
            Map.entry("aiv", Attribute.ANALOG_INPUT_1),
            Map.entry("rpm", Attribute.ENGINE_RPM),
            Map.entry("fcon", Attribute.FUEL_RATE_100_KM),
            Map.entry("flvl", Attribute.FUEL_PCT),
            Map.entry("mcc", Attribute.MCC),
            Map.entry("mnc", Attribute.MNC),
            Map.entry("temp_c", Attribute.TEMPERATURE),
            Map.entry("temp_c-01", Attribute.TEMPERATURE_1),
            Map.entry("temp_c-02", Attribute.TEMPERATURE_2),
            Map.entry("temp_c-03", Attribute.TEMPERATURE_3),
            Map.entry("temp_c-04", Attribute.TEMPERATURE_4));

    private static final Map<String, Attribute> TEXTS = Map.of("vin", Attribute.VIN, "imei", Attribute.IMEI);

    private static final Map<String, Attribute> FLAGS = Map.of(
            "ign", Attribute.IGNITION,
            "motion", Attribute.MOTION,
            "tow", Attribute.TOWING,
            "din1", Attribute.INPUT_1,
            "din2", Attribute.INPUT_2,
            "dout1", Attribute.OUTPUT_1,
            "dout2", Attribute.OUTPUT_2);

    private final JsonParser in;
    private final AttributesWriter attributes;

    TrackerMembers(JsonParser in, AttributesWriter attributes) {
        this.in = in;
        this.attributes = attributes;
    }

    /** One member, on whose value the parser stands; passed over when it is none of theirs. */
    void member(String name) throws IOException {
        var number = NUMBERS.get(name);
        var text = TEXTS.get(name);
        var flag = FLAGS.get(name);
        if (number != null) {
            attributes.put(number, DeviceJson.number(in));
        } else if (text != null) {
            attributes.put(text, DeviceJson.text(in));
        } else if (flag != null) {
            flag(flag);
        } else {
            switch (name) {
                case "odometer" -> attributes.put(Attribute.ODOMETER, DeviceJson.number(in) * M_PER_KM);
                case "lac" -> hexadecimal(Attribute.LAC);
                case "cid" -> hexadecimal(Attribute.CELL_ID);
                default -> in.skipChildren();
            }
        }
    }

    private void flag(Attribute attribute) throws IOException {
        var on = DeviceJson.flag(in);
        if (on != null) {
            attributes.put(attribute, on);
        }
    }

    /** A text is hexadecimal, as in the messages of Queclink that it is taken from; a number is one. */
    private void hexadecimal(Attribute attribute) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            attributes.put(attribute, DeviceJson.number(in));
            return;
        }
        var value = TextFields.of(in.getText(), '\0').hex(0, -1);
        if (value >= 0) {
            attributes.put(attribute, value);
        }
    }
}
