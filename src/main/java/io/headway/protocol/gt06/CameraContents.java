package io.headway.protocol.gt06;

import io.headway.protocol.Alarm;
import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;

/**
 * Events of cameras, kind 0x95 (captured packets of JC100 and JC400): time and event, with a place between them or without; behind a mark,
 * JC400 has satellites, speed and voltage too. The names of recorded files end it. Pure; any thread.
 */
final class CameraContents {
    /** First of two such bytes, where a year stands otherwise. */
    private static final int JC400_MARK = 0xFF;

    private static final int TIME_AND_EVENT_BYTES = 7;
    /** Time 6, latitude 4, longitude 4, course and status 2. */
    private static final int PLACE_BYTES = 16;
    /** Mark 2, version 1, time 6, satellites 1, latitude 4, longitude 4, course and status 2, speed 2, voltage 2. */
    private static final int JC400_BYTES = 24;

    private CameraContents() {}

    static Frame decode(Packet packet, Arrival arrival) {
        var in = packet.content();
        var fix = new FixBuilder();
        var out = fix.attributes();
        if (in.left() < TIME_AND_EVENT_BYTES) {
            return packet.tooShort();
        }
        if (in.left() == TIME_AND_EVENT_BYTES) {
            fix.at(in.time());
            // Without a place, event 1 is none in particular (common reading).
            event(in, out, Alarm.GENERAL);
            return packet.status(fix, arrival, packet.reply());
        }
        if (in.left() >= JC400_BYTES && in.peek() == JC400_MARK) {
            in.skip(3);
            fix.at(in.time());
            fix.satellites(in.u8() & 0xF);
            var latitude = in.u32();
            var longitude = in.u32();
            var flags = in.u16();
            fix.speedKmh(in.u16());
            GpsBlock.place(fix, latitude, longitude, flags);
            out.putDecimal(Attribute.POWER_V, in.u16(), 1);
        } else if (in.left() >= PLACE_BYTES) {
            fix.at(in.time());
            var latitude = in.u32();
            var longitude = in.u32();
            GpsBlock.place(fix, latitude, longitude, in.u16());
        } else {
            return packet.tooShort();
        }
        event(in, out, Alarm.SOS);
        if (in.left() >= 2) {
            out.put("gt06_event_data", in.u16());
        }
        if (in.left() > 0) {
            out.putAscii("gt06_files", in.buffer(), in.at(), in.left());
        }
        return packet.fix(null, fix);
    }

    /** @param first what event 1 is */
    private static void event(Content in, AttributesWriter out, Alarm first) {
        if (in.left() == 0) {
            return;
        }
        var event = in.u8();
        out.put(Attribute.EVENT, event);
        var alarm = event == 1 ? first : AlarmCode.ofCamera(event);
        if (alarm != null) {
            out.put(alarm);
        }
    }
}
