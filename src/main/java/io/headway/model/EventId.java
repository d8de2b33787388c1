package io.headway.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that follow from what they name: UUID version 5 (RFC 9562, section 5.5; SHA-1, which the JDK's own name-based UUIDs are not). An
 * event that is derived a second time, after a crash or from a retransmission, has the id of the first.
 */
public final class EventId {
    /** Our own namespace; drawn once, never to be changed. */
    private static final UUID NAMESPACE = UUID.fromString("5f0d3c0e-6f4b-4d6e-9a53-0a4f6f0b8c21");

    private EventId() {}

    /**
     * Any thread.
     *
     * @param subject what it happened to beside the vehicle: a geofence, a deployment, a trip; null for the vehicle alone
     * @param transition what happened, in a word
     * @param occurredAtMs time of the fix that decided it
     */
    public static UUID of(UUID vehicleId, UUID subject, String transition, long occurredAtMs) {
        var name = transition.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(3 * 16 + Long.BYTES + name.length);
        put(buffer, NAMESPACE);
        put(buffer, vehicleId);
        put(buffer, subject == null ? vehicleId : subject);
        buffer.putLong(occurredAtMs).put(name);
        var hash = ByteBuffer.wrap(sha1().digest(buffer.array()));
        var high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
        var low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static void put(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
