package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;

/**
 * Time and place as nearly every kind of packet starts with them (vendor document, section "GPS Location Packet"): date and time in UTC,
 * satellites, latitude, longitude, speed, and a word of course and status. Pure; any thread.
 */
final class GpsBlock {
    /** Time 6, satellites 1, latitude 4, longitude 4, speed 1, course and status 2. */
    static final int BYTES = 18;

    /** A unit is 1/30,000 of a minute of arc. */
    private static final double UNITS_PER_DEGREE = 1_800_000;

    private static final int SATELLITES_MASK = 0xF;
    private static final int COURSE_MASK = 0x3FF;
    private static final int NORTH = 1 << 10;
    private static final int WEST = 1 << 11;
    private static final int POSITIONED = 1 << 12;
    private static final int TELLS_IGNITION = 1 << 14;
    private static final int IGNITION = 1 << 15;

    private GpsBlock() {}

    /** The whole block, of which at least {@link #BYTES} are there. Returns the word of course and status. */
    static int read(Content in, FixBuilder fix) {
        fix.at(in.time());
        return place(in, fix);
    }

    /** The block without its time. The upper half of the byte of satellites only says how long the block is. */
    static int place(Content in, FixBuilder fix) {
        fix.satellites(in.u8() & SATELLITES_MASK);
        var latitude = in.u32();
        var longitude = in.u32();
        fix.speedKmh(in.u8());
        return place(fix, latitude, longitude, in.u16());
    }

    /** Coordinates as sent, and the word that says their hemispheres, the course, and whether they are of a current fix. Returns the word. */
    static int place(FixBuilder fix, long latitude, long longitude, int flags) {
        var north = latitude / UNITS_PER_DEGREE;
        var east = longitude / UNITS_PER_DEGREE;
        fix.degrees((flags & NORTH) != 0 ? north : 0 - north, (flags & WEST) != 0 ? 0 - east : east);
        fix.headingDeg(flags & COURSE_MASK);
        fix.valid((flags & POSITIONED) != 0);
        return flags;
    }

    /**
     * Some firmware says in the two highest bits, which the document leaves at 0, that it knows the ignition, and whether it is on (captured
     * packets). For kinds that have no other place for it.
     */
    static void ignition(FixBuilder fix, int flags) {
        if ((flags & TELLS_IGNITION) != 0) {
            fix.attributes().put(Attribute.IGNITION, (flags & IGNITION) != 0);
        }
    }
}
