package io.headway.protocol.osmand;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;
import java.util.Map;

/**
 * Owned by the thread that decodes; local to one request. A position as parameters (vendor document, "Query / form format"): one a
 * request, without a time that of its arrival. A parameter whose value is none of its kind is as if it were missing; one that the document
 * does not know becomes an attribute under its own name.
 */
final class ParameterReader {
    private final Map<String, List<String>> parameters;
    private final Arrival arrival;
    private final FixBuilder fix = new FixBuilder();
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private boolean saysMore;
    private boolean unreadable;

    ParameterReader(Map<String, List<String>> parameters, Arrival arrival) {
        this.parameters = parameters;
        this.arrival = arrival;
    }

    /** The device's; empty when the parameters name none. */
    static String uniqueId(Map<String, List<String>> parameters) {
        var id = first(parameters.get("id"));
        return id.isEmpty() ? first(parameters.get("deviceid")) : id;
    }

    Frame read() {
        var uniqueId = uniqueId(parameters);
        if (uniqueId.isEmpty()) {
            return OsmandProtocol.malformed("neither id nor deviceid");
        }
        fix.at(arrival.atMs());
        parameters.forEach(this::parameter);
        if (unreadable) {
            return OsmandProtocol.malformed("lat or lon is no number");
        }
        fix.degrees(latitude, longitude);
        if (fix.hasLocation()) {
            return new Frame.Positions(uniqueId, List.of(fix.build()), _ -> null);
        }
        return saysMore ? fix.status(uniqueId, arrival.atMs(), null) : new Frame.Heartbeat(uniqueId, null);
    }

    private void parameter(String name, List<String> values) {
        var value = first(values);
        if (value.isEmpty()) {
            return;
        }
        switch (name) {
            case "id", "deviceid" -> {}
            case "lat" -> latitude = coordinate(value);
            case "lon" -> longitude = coordinate(value);
            case "location" -> location(value);
            case "timestamp" -> fix.at(OsmandTime.parse(value));
            case "valid" -> fix.valid(value.equals("1") || value.equalsIgnoreCase("true"));
            case "speed" -> fix.speedKnots(unlessNegative(number(value)));
            case "bearing", "heading" -> fix.headingDeg(unlessNegative(number(value)));
            case "altitude" -> fix.altitudeM(number(value));
            case "accuracy" -> fix.accuracyM(unlessNegative(number(value)));
            case "sat" -> fix.satellites(TextFields.of(value, '\0').integer(0, -1));
            default -> {
                saysMore = true;
                attribute(name, value, values);
            }
        }
    }

    private void attribute(String name, String value, List<String> values) {
        var attributes = fix.attributes();
        switch (name) {
            case "hdop" -> attributes.put(Attribute.HDOP, number(value));
            case "batt" -> attributes.put(Attribute.BATTERY_PCT, unlessNegative(number(value)));
            case "charge" -> attributes.putFree(Attribute.CHARGING.key(), value);
            case "driverUniqueId" -> attributes.put(Attribute.DRIVER_ID, value);
            case "alarm" -> PhoneAlarm.put(attributes, value);
            case "cell" -> cells(values);
            case "wifi" -> accessPoints(values);
            case "ignition" -> attributes.putFree(name, flag(value));
            default -> attributes.putFree(name, value);
        }
    }

    /** "latitude,longitude". */
    private void location(String value) {
        var fields = TextFields.of(value, ',');
        latitude = fields.number(0);
        longitude = fields.number(1);
    }

    /** Each "mcc,mnc,lac,cellId" or "mcc,mnc,lac,cellId,signalStrength". */
    private void cells(List<String> values) {
        var attributes = fix.attributes();
        attributes.openArray(Attribute.CELLS);
        for (var value : values) {
            var fields = TextFields.of(value, ',');
            attributes.openObject();
            attributes.put("mcc", fields.number(0));
            attributes.put("mnc", fields.number(1));
            attributes.put("lac", fields.number(2));
            attributes.put("cell_id", fields.number(3));
            attributes.put("rssi", fields.number(4));
            attributes.close();
        }
        attributes.close();
    }

    /** Each "macAddress,signalStrength"; hyphens may stand for the colons of the address. */
    private void accessPoints(List<String> values) {
        var attributes = fix.attributes();
        attributes.openArray(Attribute.WIFI);
        for (var value : values) {
            var fields = TextFields.of(value, ',');
            attributes.openObject();
            attributes.put("mac", fields.text(0).replace('-', ':'));
            attributes.put("rssi", fields.number(1));
            attributes.close();
        }
        attributes.close();
    }

    /** Scripts on cars write on and off as well. */
    private static String flag(String value) {
        return value.equalsIgnoreCase("on") ? "1" : value.equalsIgnoreCase("off") ? "0" : value;
    }

    private double coordinate(String value) {
        var degrees = number(value);
        unreadable |= Double.isNaN(degrees);
        return degrees;
    }

    private static double number(String value) {
        return TextFields.of(value, '\0').number(0);
    }

    /** Phones say a negative number for what they do not know. */
    static double unlessNegative(double value) {
        return value < 0 ? Double.NaN : value;
    }

    private static String first(List<String> values) {
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }
}
