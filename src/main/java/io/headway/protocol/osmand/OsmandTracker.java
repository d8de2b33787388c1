package io.headway.protocol.osmand;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.headway.protocol.SentText;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A phone's side of the OsmAnd protocol. A report is the query of one request, without the question mark before it; it may as well be sent
 * as a form. There is no login, and the answer is the status of the HTTP answer: {@link #answerLength} and {@link #isPositive} are never
 * asked. Pure; any thread.
 */
public final class OsmandTracker implements DeviceEncoder {

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var fix = fixes.getFirst();
        var query = new StringBuilder(160)
                .append("id=")
                .append(URLEncoder.encode(uniqueId, StandardCharsets.UTF_8))
                .append("&timestamp=")
                .append(fix.recordedAtMs());
        decimal(query, "lat", 7, fix.latitude());
        decimal(query, "lon", 7, fix.longitude());
        decimal(query, "speed", 4, SentText.knots(fix.speedKmh()));
        decimal(query, "bearing", 2, fix.headingDeg());
        decimal(query, "altitude", 2, fix.altitudeM());
        decimal(query, "accuracy", 2, fix.accuracyM());
        if (!fix.valid()) {
            query.append("&valid=false");
        }
        var attributes = SentAttributes.of(fix);
        decimal(query, "batt", 1, attributes.number(Attribute.BATTERY_PCT));
        decimal(query, "hdop", 2, attributes.number(Attribute.HDOP));
        decimal(query, Attribute.ODOMETER.key(), 0, attributes.number(Attribute.ODOMETER));
        attributes
                .flag(Attribute.CHARGING)
                .ifPresent(on -> query.append("&charge=").append(on));
        attributes
                .flag(Attribute.IGNITION)
                .ifPresent(on -> query.append("&ignition=").append(on));
        return Buffer.buffer(query.toString());
    }

    private static void decimal(StringBuilder query, String name, int decimals, double value) {
        if (!Double.isNaN(value)) {
            query.append('&').append(name).append('=').append(String.format(Locale.ROOT, "%." + decimals + "f", value));
        }
    }

    @Override
    public int maxFixes() {
        return 1;
    }
}
