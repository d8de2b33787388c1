package io.headway.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * 64-bit hash of a fix's content: two transmissions of one record have the same, two different records of one instant do not. It is part
 * of a primary key, so it must never change between releases.
 *
 * <p>Mixing: each field is folded in by multiply and xor-shift with the constants of SplitMix64's finaliser (Steele, Lea, Flood, "Fast
 * Splittable Pseudorandom Number Generators", OOPSLA 2014).
 */
public final class Fingerprint {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    public static long of(Fix fix) {
        var hash = fold(GOLDEN_GAMMA, fix.recordedAtMs());
        hash = fold(hash, Double.doubleToLongBits(fix.latitude()));
        hash = fold(hash, Double.doubleToLongBits(fix.longitude()));
        hash = fold(hash, pair(fix.altitudeM(), fix.speedKmh()));
        hash = fold(hash, pair(fix.headingDeg(), fix.accuracyM()));
        hash = fold(hash, ((long) fix.satellites() << 1) | (fix.valid() ? 1 : 0));
        return fold(hash, text(fix.attributes()));
    }

    private static long pair(float high, float low) {
        return (long) Float.floatToIntBits(high) << 32 | (Float.floatToIntBits(low) & 0xFFFFFFFFL);
    }

    /** Eight bytes a step: the attributes are the longest part of a record. */
    private static long text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var hash = (long) bytes.length;
        var i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, i)) * GOLDEN_GAMMA;
            hash ^= hash >>> 29;
        }
        for (; i < bytes.length; i++) {
            hash = (hash ^ bytes[i]) * GOLDEN_GAMMA;
        }
        return hash;
    }

    private static long fold(long hash, long value) {
        var z = (hash ^ value) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
