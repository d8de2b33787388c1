package io.headway.protocol.owntracks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.DeviceJson;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import java.io.IOException;
import java.util.List;

/**
 * Owned by the thread that decodes; local to one request. One payload (vendor document, "JSON"): its members in any order, what they amount
 * to once all are read.
 */
final class PayloadReader {
    private static final double MS_PER_SECOND = 1_000;
    private static final double HPA_PER_KPA = 10;

    private final JsonParser in;
    private final Arrival arrival;
    private final FixBuilder fix = new FixBuilder();
    private final TrackerMembers trackerMembers;
    private String type = "";
    private String topic = "";
    private String trackerId = "";
    private String trigger = "";
    private double reportType = Double.NaN;
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;

    PayloadReader(JsonParser in, Arrival arrival) {
        this.in = in;
        this.arrival = arrival;
        this.trackerMembers = new TrackerMembers(in, fix.attributes());
        fix.at(arrival.atMs());
    }

    /** One member, on whose value the parser stands. */
    void member(String name) throws IOException {
        switch (name) {
            case "_type" -> type = DeviceJson.text(in);
            case "topic" -> topic = DeviceJson.text(in);
            case "tid" -> trackerId = DeviceJson.text(in);
            case "tst" -> fix.at(time(DeviceJson.number(in)));
            case "lat" -> latitude = DeviceJson.number(in);
            case "lon" -> longitude = DeviceJson.number(in);
            case "alt" -> fix.altitudeM(DeviceJson.number(in));
            case "vel" -> fix.speedKmh(unlessNegative(DeviceJson.number(in)));
            case "cog" -> fix.headingDeg(unlessNegative(DeviceJson.number(in)));
            case "acc" -> fix.accuracyM(unlessNegative(DeviceJson.number(in)));
            case "t" -> trigger = DeviceJson.text(in);
            case "rty" -> reportType = DeviceJson.number(in);
            case "event" -> crossing(DeviceJson.text(in));
            default -> {
                if (!phoneMember(name)) {
                    trackerMembers.member(name);
                }
            }
        }
    }

    /** What phones say beyond the position (section "_type=location"); false when it is none of theirs. */
    private boolean phoneMember(String name) throws IOException {
        var attributes = fix.attributes();
        switch (name) {
            case "batt" -> attributes.put(Attribute.BATTERY_PCT, unlessNegative(DeviceJson.number(in)));
            case "bs" -> supply(DeviceJson.number(in));
            case "p" -> attributes.put(Attribute.PRESSURE, DeviceJson.number(in) * HPA_PER_KPA);
            case "conn" -> attributes.put(Attribute.NETWORK_TYPE, DeviceJson.text(in));
            case "m" -> attributes.put(Attribute.DATA_MODE, DeviceJson.number(in));
            case "steps" -> attributes.put(Attribute.STEPS, unlessNegative(DeviceJson.number(in)));
            case "motionactivities" -> attributes.put(Attribute.ACTIVITY, joined());
            case "inregions" -> put("owntracks_inregions", joined());
            case "desc" -> put("owntracks_geofence", DeviceJson.text(in));
            case "poi" -> put("owntracks_poi", DeviceJson.text(in));
            case "tag" -> put("owntracks_tag", DeviceJson.text(in));
            case "SSID" -> put("owntracks_ssid", DeviceJson.text(in));
            case "BSSID" -> accessPoint(DeviceJson.text(in));
            case "vac" -> attributes.put("owntracks_vac", unlessNegative(DeviceJson.number(in)));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @param ofRequest who the request itself says the device is; the payload's topic stands before it, its tid behind */
    Frame frame(String ofRequest) {
        var named = topic.isEmpty() ? ofRequest : Identity.ofTopic(topic);
        var uniqueId = named.isEmpty() ? trackerId : named;
        if (type.isEmpty()) {
            return OwntracksProtocol.malformed("no _type");
        }
        if (type.equals("encrypted")) {
            return new Frame.Rejected(
                    FrameFault.UNKNOWN_KIND, "the payload is encrypted: the phone's encryption key must be left empty");
        }
        if (uniqueId.isEmpty()) {
            return OwntracksProtocol.malformed("neither a topic, nor a user and device, nor a tid");
        }
        fix.attributes().put(Attribute.EVENT, trigger);
        return switch (type) {
            case "location" -> {
                ofTrigger();
                yield report(uniqueId, !named.isEmpty());
            }
            case "transition" -> report(uniqueId, !named.isEmpty());
            case "steps" -> fix.status(uniqueId, arrival.atMs(), OwntracksProtocol.answer());
            default -> new Frame.Heartbeat(uniqueId, OwntracksProtocol.answer());
        };
    }

    private Frame report(String uniqueId, boolean isNamedOtherwise) {
        if (isNamedOtherwise) {
            put("owntracks_tid", trackerId);
        }
        fix.degrees(latitude, longitude);
        return fix.hasLocation()
                ? new Frame.Positions(uniqueId, List.of(fix.build()), _ -> OwntracksProtocol.answer())
                : fix.status(uniqueId, arrival.atMs(), OwntracksProtocol.answer());
    }

    /**
     * What caused a location to be sent. The letters of phones, of Greenwich and of Queclink trackers do not overlap where they mean more
     * than a report.
     */
    private void ofTrigger() {
        var attributes = fix.attributes();
        switch (trigger) {
            case "!" -> attributes.put(Alarm.TOW);
            case "1" -> attributes.put(Alarm.POWER_ON);
            case "9" -> attributes.put(Alarm.LOW_BATTERY);
            case "e" -> attributes.put(Alarm.POWER_CUT);
            case "E" -> attributes.put(Alarm.POWER_RESTORED);
            case "s" -> attributes.put(Alarm.OVERSPEED);
            case "h" -> harshly();
            case "i" -> attributes.put(Attribute.IGNITION, true);
            case "I" -> attributes.put(Attribute.IGNITION, false);
            // "Last known position when device lost GPS fix".
            case "l" -> fix.valid(false);
            default -> {}
        }
    }

    /** The report type of the tracker behind it, as open servers read it: below and above a limit of speed in the same order. */
    private void harshly() {
        if (reportType == 0 || reportType == 3) {
            fix.attributes().put(Alarm.HARSH_BRAKING);
        } else if (reportType == 1 || reportType == 4) {
            fix.attributes().put(Alarm.HARSH_ACCELERATION);
        } else if (reportType == 2 || reportType == 5) {
            fix.attributes().put(Alarm.CORNERING);
        }
    }

    /** Section "_type=transition". */
    private void crossing(String event) {
        switch (event) {
            case "enter" -> fix.attributes().put(Alarm.GEOFENCE_ENTER);
            case "leave" -> fix.attributes().put(Alarm.GEOFENCE_EXIT);
            default -> {}
        }
    }

    /** 0 unknown, 1 unplugged, 2 charging, 3 full. */
    private void supply(double status) {
        if (status >= 1 && status <= 3) {
            fix.attributes().put(Attribute.UNPLUGGED, status == 1);
            fix.attributes().put(Attribute.CHARGING, status == 2);
        }
    }

    private void accessPoint(String mac) {
        if (!mac.isEmpty()) {
            fix.attributes().openArray(Attribute.WIFI);
            fix.attributes().openObject();
            fix.attributes().put("mac", mac);
            fix.attributes().close();
            fix.attributes().close();
        }
    }

    /** A list of texts with commas between them; a text alone as it is. */
    private String joined() throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            return DeviceJson.text(in);
        }
        var texts = new StringBuilder();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            var text = DeviceJson.text(in);
            texts.append(texts.isEmpty() || text.isEmpty() ? "" : ",").append(text);
        }
        return texts.toString();
    }

    private void put(String name, String text) {
        if (!text.isEmpty()) {
            fix.attributes().put(name, text);
        }
    }

    /** @param seconds since 1970 */
    private static long time(double seconds) {
        var ms = seconds * MS_PER_SECOND;
        return ms > 0 && ms < Long.MAX_VALUE ? Math.round(ms) : FixTime.UNKNOWN;
    }

    /** Phones say a negative number for what they do not know. */
    private static double unlessNegative(double value) {
        return value < 0 ? Double.NaN : value;
    }
}
