package io.headway.protocol.nmea;

import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * A maker's own sentence of names and values, known from captures only: {@code ID,<identity>,…,ALARM,0x…,IOP,M,48,GPSET,V,D,ddMMyy,T,HHmmss,
 * S,…,La,<degrees>,N,Lo,<degrees>,W,H,<heading>,V,<knots>,…}. Owned by the thread that decodes.
 */
final class IdReport {
    private static final String HEX = "0x";

    private final TextFields fields;

    IdReport(TextFields fields) {
        this.fields = fields;
    }

    Frame decode() {
        var identity = fields.isEmpty(1) ? null : fields.text(1);
        var receiver = after("GPSET", 2);
        var latitude = after("La", 2);
        var longitude = after("Lo", 2);
        if (receiver == 0 || latitude == 0 || longitude == 0) {
            return new Frame.Heartbeat(identity, null);
        }
        var fix = new FixBuilder()
                .at(FixTime.ddMMyy(fields, after("D", receiver), after("T", receiver)))
                .valid(fields.is(receiver, "A"))
                .degrees(
                        fields.is(latitude + 1, "S") ? -fields.number(latitude) : fields.number(latitude),
                        fields.is(longitude + 1, "W") ? -fields.number(longitude) : fields.number(longitude))
                .headingDeg(fields.number(after("H", longitude)))
                .speedKnots(fields.number(after("V", longitude)));
        var alarm = after("ALARM", 2);
        if (fields.startsWith(alarm, HEX)) {
            var bits = fields.hex(alarm, HEX.length(), fields.length(alarm) - HEX.length(), 0);
            fix.attributes().put(Attribute.STATUS, bits);
        }
        return fix.hasLocation()
                ? new Frame.Positions(identity, List.of(fix.build()), _ -> null)
                : new Frame.Heartbeat(identity, null);
    }

    /** The field behind the name, from a field on; 0, which is no value, when the name does not stand there. */
    private int after(String name, int from) {
        for (var i = from; i < fields.count() - 1; i++) {
            if (fields.is(i, name)) {
                return i + 1;
            }
        }
        return 0;
    }
}
