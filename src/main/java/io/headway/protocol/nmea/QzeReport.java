package io.headway.protocol.nmea;

import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * A maker's own line beside sentences, known from the field only: {@code QZE,<IMEI>,<event>,ddMMyyyy,HHmmss,<lat>,<lon>,<km/h>,<course>,A,…}.
 * Pure; any thread.
 */
final class QzeReport {
    static final String HEADER = "QZE,";

    private QzeReport() {}

    static Frame decode(String line) {
        var fields = TextFields.of(line, ',');
        var fix = new FixBuilder()
                .at(FixTime.utc(
                        fields.digits(3, 4, 4),
                        fields.digits(3, 2, 2),
                        fields.digits(3, 0, 2),
                        fields.digits(4, 0, 2),
                        fields.digits(4, 2, 2),
                        fields.digits(4, 4, 2)))
                .degrees(fields.number(5), fields.number(6))
                .speedKmh(fields.number(7))
                .headingDeg(fields.number(8))
                .valid(fields.is(9, "A"));
        fix.attributes().put(Attribute.EVENT, fields.text(2));
        if (fields.is(10, "0") || fields.is(10, "1")) {
            fix.attributes().put(Attribute.IGNITION, fields.is(10, "1"));
        }
        var identity = fields.isEmpty(1) ? null : fields.text(1);
        return fix.hasLocation()
                ? new Frame.Positions(identity, List.of(fix.build()), _ -> null)
                : new Frame.Heartbeat(identity, null);
    }
}
