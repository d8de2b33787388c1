package io.headway.protocol.osmand;

import com.fasterxml.jackson.core.JsonParser;
import io.headway.model.Fix;
import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.DeviceJson;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import java.io.IOException;

/**
 * Owned by the thread that decodes. One location as JSON (vendor document, "Location Data Schema"). A member whose value is none of its
 * kind is as if it were missing.
 */
final class LocationReader {
    private static final double KMH_PER_MS = 3.6;
    private static final double PERCENT = 100;
    /** Charges are told to a thousandth at best; what a product of doubles has beyond it is no figure of the phone's. */
    private static final double TENTHS = 10;

    private final JsonParser in;
    private final Arrival arrival;
    private final FixBuilder fix = new FixBuilder();
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;

    LocationReader(JsonParser in, Arrival arrival) {
        this.in = in;
        this.arrival = arrival;
        fix.at(arrival.atMs());
    }

    boolean hasCoordinates() {
        return !Double.isNaN(latitude) && !Double.isNaN(longitude);
    }

    Fix fix() {
        return fix.degrees(latitude, longitude).build();
    }

    Frame.Status status(String uniqueId) {
        return fix.status(uniqueId, arrival.atMs(), null);
    }

    /** One member, on whose value the parser stands; false when locations have none of this name. */
    boolean member(String name) throws IOException {
        var attributes = fix.attributes();
        switch (name) {
            case "timestamp" -> fix.at(OsmandTime.parse(DeviceJson.text(in)));
            case "coords" -> DeviceJson.members(in, this::coordinate);
            case "is_moving" -> DeviceJson.putFree(attributes, Attribute.MOTION.key(), in);
            case "odometer" ->
                attributes.put(Attribute.ODOMETER, ParameterReader.unlessNegative(DeviceJson.number(in)));
            case "event" -> attributes.put(Attribute.EVENT, DeviceJson.text(in));
            case "mock" -> DeviceJson.putFree(attributes, "osmand_mock", in);
            case "battery" -> DeviceJson.members(in, this::battery);
            case "activity" -> DeviceJson.members(in, this::activity);
            case "geofence" -> DeviceJson.members(in, this::geofence);
            case "extras" -> DeviceJson.members(in, this::extra);
            default -> {
                in.skipChildren();
                return false;
            }
        }
        return true;
    }

    /** Where a phone does not know the speed, the heading or the accuracy, it says -1. */
    private void coordinate(String name) throws IOException {
        var value = DeviceJson.number(in);
        switch (name) {
            case "latitude" -> latitude = value;
            case "longitude" -> longitude = value;
            case "accuracy" -> fix.accuracyM(ParameterReader.unlessNegative(value));
            case "speed" -> fix.speedKmh(ParameterReader.unlessNegative(value) * KMH_PER_MS);
            case "heading" -> fix.headingDeg(ParameterReader.unlessNegative(value));
            case "altitude" -> fix.altitudeM(value);
            default -> {}
        }
    }

    /** The level is a share of 1, and -1 when the phone does not know it. */
    private void battery(String name) throws IOException {
        switch (name) {
            case "level" -> {
                var level = ParameterReader.unlessNegative(DeviceJson.number(in));
                fix.attributes().put(Attribute.BATTERY_PCT, Math.rint(level * PERCENT * TENTHS) / TENTHS);
            }
            case "is_charging" -> DeviceJson.putFree(fix.attributes(), Attribute.CHARGING.key(), in);
            default -> in.skipChildren();
        }
    }

    private void activity(String name) throws IOException {
        if (name.equals("type")) {
            fix.attributes().put(Attribute.ACTIVITY, DeviceJson.text(in));
        } else {
            in.skipChildren();
        }
    }

    private void geofence(String name) throws IOException {
        switch (name) {
            case "identifier" -> DeviceJson.putFree(fix.attributes(), "osmand_geofence", in);
            case "action" -> {
                switch (DeviceJson.text(in)) {
                    case "ENTER" -> fix.attributes().put(Alarm.GEOFENCE_ENTER);
                    case "EXIT" -> fix.attributes().put(Alarm.GEOFENCE_EXIT);
                    default -> {}
                }
            }
            default -> in.skipChildren();
        }
    }

    private void extra(String name) throws IOException {
        if (!name.equals(Attribute.ALARM.key())) {
            DeviceJson.putFree(fix.attributes(), name, in);
            return;
        }
        var word = DeviceJson.text(in);
        if (!word.isEmpty()) {
            PhoneAlarm.put(fix.attributes(), word);
        }
    }
}
