package io.headway.protocol.owntracks;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A phone's side of OwnTracks over HTTP. A report is the JSON body of one request; the identity is its topic. There is no login, and the
 * answer is that of HTTP: {@link #answerLength} and {@link #isPositive} are never asked. As on a phone, all but the coordinates are whole
 * numbers, and the battery is all that is sent beyond the position. Pure; any thread.
 */
public final class OwntracksTracker implements DeviceEncoder {
    private static final long MS_PER_SECOND = 1_000;
    private static final int TRACKER_ID_CHARS = 2;

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var fix = fixes.getFirst();
        var payload = new AttributesWriter();
        payload.put("_type", "location");
        payload.put("topic", uniqueId);
        payload.put("tid", uniqueId.substring(Math.max(0, uniqueId.length() - TRACKER_ID_CHARS)));
        payload.put("tst", Math.floorDiv(fix.recordedAtMs(), MS_PER_SECOND));
        payload.put("lat", fix.latitude());
        payload.put("lon", fix.longitude());
        whole(payload, "alt", fix.altitudeM());
        whole(payload, "vel", fix.speedKmh());
        whole(payload, "cog", fix.headingDeg() % 360);
        whole(payload, "acc", fix.accuracyM());
        if (!fix.valid()) {
            payload.put("t", "l");
        }
        var attributes = SentAttributes.of(fix);
        whole(payload, "batt", attributes.number(Attribute.BATTERY_PCT));
        attributes.flag(Attribute.CHARGING).ifPresent(on -> payload.put("bs", on ? 2 : 1));
        return Buffer.buffer(payload.take());
    }

    private static void whole(AttributesWriter payload, String name, double value) {
        if (!Double.isNaN(value)) {
            payload.put(name, Math.round(value));
        }
    }

    @Override
    public int maxFixes() {
        return 1;
    }
}
