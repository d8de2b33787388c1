package io.headway.protocol.nmea;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.FixTime;
import io.headway.protocol.Frame;
import io.headway.protocol.TextFields;
import java.util.List;

/**
 * A maker's own sentence of names and values, known from captures and from open servers only: {@code ID,<identity>,…,ALARM,0x…,IOP,M,48,
 * GPSET,V,D,ddMMyy,T,HHmmss,S,<visible>:<used>,La,<degrees>,N,Lo,<degrees>,W,H,<heading>,V,<knots>,…}. The last letter of GPSET may be
 * another; any other name may be missing. Owned by the thread that decodes.
 */
final class IdReport {
    private static final String HEX = "0x";
    private static final String RECEIVER = "GPSE";

    private final TextFields fields;
    private final Arrival arrival;

    IdReport(TextFields fields, Arrival arrival) {
        this.fields = fields;
        this.arrival = arrival;
    }

    Frame decode() {
        var identity = fields.isEmpty(1) ? null : fields.text(1);
        var receiver = afterReceiver();
        if (receiver == 0 || (identity == null && !arrival.loggedIn())) {
            return new Frame.Heartbeat(identity, null);
        }
        var date = after("D", receiver);
        var latitude = after("La", receiver);
        var longitude = after("Lo", receiver);
        var fix = new FixBuilder()
                .at(date == 0 ? arrival.atMs() : FixTime.ddMMyy(fields, date, after("T", receiver)))
                .valid(fields.is(receiver, "A"))
                .degrees(signed(latitude, "S"), signed(longitude, "W"))
                .headingDeg(fields.number(after("H", receiver)));
        if (longitude > 0) {
            fix.speedKnots(fields.number(after("V", longitude)));
        }
        attributes(fix, receiver);
        return fix.hasLocation()
                ? new Frame.Positions(identity, List.of(fix.build()), _ -> null)
                : fix.status(identity, arrival.atMs(), null);
    }

    private void attributes(FixBuilder fix, int receiver) {
        var alarm = after("ALARM", 2);
        if (fields.startsWith(alarm, HEX)) {
            var bits = fields.hex(alarm, HEX.length(), fields.length(alarm) - HEX.length(), 0);
            fix.attributes().put(Attribute.STATUS, bits);
        }
        var satellites = fields.split(after("S", receiver), ':');
        if (satellites.count() == 2 && satellites.isDigits(0)) {
            fix.attributes().put(Attribute.SATELLITES_VISIBLE, satellites.integer(0, 0));
            fix.satellites(satellites.integer(1, -1));
        }
    }

    /** Degrees; the letter for the negative hemisphere is in the next field. */
    private double signed(int field, String negative) {
        return fields.is(field + 1, negative) ? -fields.number(field) : fields.number(field);
    }

    /** The field behind the receiver's name; 0 when there is none. */
    private int afterReceiver() {
        for (var i = 2; i < fields.count() - 1; i++) {
            if (fields.startsWith(i, RECEIVER)) {
                return i + 1;
            }
        }
        return 0;
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
