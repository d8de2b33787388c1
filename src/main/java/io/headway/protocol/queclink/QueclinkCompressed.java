package io.headway.protocol.queclink;

import io.headway.model.Fix;
import io.headway.protocol.FixBuilder;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Owned by the thread that decodes; lives for one message. The compressed positions of +RSP and +BSP, type 100: their number in two bytes, then
 * an entry a second, of which the upper two bits of its first byte say the kind. No vendor document that we have describes them: the layout is what an
 * open-source server (Traccar) reads.
 *
 * <p>A whole entry: 2 bits of kind, 1 of fix type, 12 of speed in tenths of a km/h, 9 of azimuth; longitude and latitude in 4 bytes each; in the
 * first such entry also the time in seconds since 1970. A difference to the entry before: kind and fix type, 7 bits of speed, 7 of azimuth, 12 of
 * longitude, 11 of latitude, in two's complement. Any other kind is one byte: there was no fix in that second, or nothing changed.
 */
final class QueclinkCompressed {
    private static final int COUNT_BYTES = 2;
    private static final int KIND_SHIFT = 6;
    private static final int WHOLE = 1;
    private static final int DIFFERENCE = 2;
    private static final int WHOLE_BYTES = 11;
    private static final int TIME_BYTES = 4;
    private static final int DIFFERENCE_BYTES = 5;
    private static final int FULL_CIRCLE = 360;
    private static final double MICRODEGREES = 1e6;
    private static final int MAX_LONGITUDE = 180_000_000;
    private static final int MAX_LATITUDE = 90_000_000;
    private static final double TENTHS = 10;
    private static final long MS = 1_000;
    /** 2000-01-01T00:00Z: what is earlier is no time of a fix. */
    private static final long FIRST_SECOND = 946_684_800;

    private final Buffer in;
    private final int end;
    private long second;
    private int speed;
    private int azimuth;
    private int longitude;
    private int latitude;

    private QueclinkCompressed(Buffer in, int end) {
        this.in = in;
        this.end = end;
    }

    /** Whether a list of entries that are all within the bytes given and plausible starts at {@code at}. */
    static boolean startsAt(Buffer in, int at, int end) {
        return new QueclinkCompressed(in, end).read(at, null, null, null);
    }

    /** @param general puts what every fix of the message has */
    static void read(Buffer in, int at, int end, FixBuilder fix, Consumer<FixBuilder> general, List<Fix> fixes) {
        new QueclinkCompressed(in, end).read(at, fix, general, fixes);
    }

    /** @param fix null to look only */
    private boolean read(int countAt, FixBuilder fix, Consumer<FixBuilder> general, List<Fix> fixes) {
        if (countAt + COUNT_BYTES > end) {
            return false;
        }
        var at = countAt + COUNT_BYTES;
        for (var left = in.getUnsignedShort(countAt); left > 0; left--) {
            if (at >= end) {
                return false;
            }
            second += second > 0 ? 1 : 0;
            var kind = in.getUnsignedByte(at) >> KIND_SHIFT;
            var bytes = bytes(kind);
            if (at + bytes > end || (kind == DIFFERENCE && second == 0)) {
                return false;
            }
            switch (kind) {
                case WHOLE -> whole(at);
                case DIFFERENCE -> difference(at);
                default -> {}
            }
            at += bytes;
            if (kind != WHOLE && kind != DIFFERENCE) {
                continue;
            }
            if (!isPlausible()) {
                return false;
            }
            if (fix != null) {
                general.accept(fix);
                fixes.add(fix.degrees(latitude / MICRODEGREES, longitude / MICRODEGREES)
                        .at(second * MS)
                        .speedKmh(Math.max(speed, 0) / TENTHS)
                        .headingDeg(Math.floorMod(azimuth, FULL_CIRCLE))
                        .build());
            }
        }
        return second > 0;
    }

    private int bytes(int kind) {
        return switch (kind) {
            case WHOLE -> WHOLE_BYTES + (second == 0 ? TIME_BYTES : 0);
            case DIFFERENCE -> DIFFERENCE_BYTES;
            default -> 1;
        };
    }

    private void whole(int at) {
        var bits = in.getUnsignedMedium(at);
        speed = bits >> 9 & 0xFFF;
        azimuth = bits & 0x1FF;
        longitude = in.getInt(at + 3);
        latitude = in.getInt(at + 7);
        if (second == 0) {
            second = in.getUnsignedInt(at + WHOLE_BYTES);
        }
    }

    private void difference(int at) {
        var bits = in.getUnsignedInt(at) << Byte.SIZE | in.getUnsignedByte(at + 4);
        speed += signed(bits >> 30, 7);
        azimuth += signed(bits >> 23, 7);
        longitude += signed(bits >> 11, 12);
        latitude += signed(bits, 11);
    }

    /** The lowest bits in two's complement. */
    private static int signed(long bits, int width) {
        var unused = Long.SIZE - width;
        return (int) (bits << unused >> unused);
    }

    private boolean isPlausible() {
        return second >= FIRST_SECOND
                && longitude >= -MAX_LONGITUDE
                && longitude <= MAX_LONGITUDE
                && latitude >= -MAX_LATITUDE
                && latitude <= MAX_LATITUDE;
    }
}
