package io.headway.protocol.owntracks;

import io.headway.protocol.HttpProtocol.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose a message is, as the topic {@code owntracks/user/device} that the phone would publish it to over MQTT: so a device is registered
 * once, whichever way it names itself. Pure; any thread.
 */
final class Identity {
    /** What the apps append to their topic (vendor document, "JSON", section "Topics"). */
    private static final Set<String> SUBTOPICS =
            Set.of("beacon", "cmd", "dump", "event", "info", "request", "status", "step", "waypoint", "waypoints");

    private static final int LEVELS_OF_A_DEVICE = 3;

    private Identity() {}

    /**
     * By the headers X-Limit-U and X-Limit-D or the parameters u and d (vendor document, "HTTP"; both as the OwnTracks Recorder reads them).
     *
     * @return empty when the request has neither pair
     */
    static String ofRequest(Request request) {
        var byHeaders = ofUser(request.header("x-limit-u"), request.header("x-limit-d"));
        return byHeaders.isEmpty() ? ofUser(first(request.query(), "u"), first(request.query(), "d")) : byHeaders;
    }

    /** The device's own topic: without what the apps append to it for messages that are no locations. */
    static String ofTopic(String topic) {
        var last = topic.lastIndexOf('/');
        return last >= 0 && SUBTOPICS.contains(topic.substring(last + 1)) && levels(topic) > LEVELS_OF_A_DEVICE
                ? topic.substring(0, last)
                : topic;
    }

    private static String ofUser(String user, String device) {
        return user.isEmpty() || device.isEmpty() ? "" : "owntracks/" + user + '/' + device;
    }

    private static int levels(String topic) {
        var levels = 1;
        for (var i = 0; i < topic.length(); i++) {
            levels += topic.charAt(i) == '/' ? 1 : 0;
        }
        return levels;
    }

    private static String first(Map<String, List<String>> query, String name) {
        var values = query.get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }
}
