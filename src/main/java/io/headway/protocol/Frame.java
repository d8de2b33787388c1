package io.headway.protocol;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;

/**
 * What one frame of a device protocol means. Where a frame has a {@code uniqueId}, it is the identity that the message itself names; null
 * says that the message names none, and is from whoever logged in on its connection.
 */
public sealed interface Frame {

    /**
     * The device says who it is.
     *
     * @param uniqueId the identity printed on the device, an IMEI as a rule
     * @param accepted what to answer when it is known; empty for nothing
     * @param refused what to answer, before closing, when it is not; empty for nothing
     * @param clockAheadMs so much the device's clock is ahead of UTC in all that it sends over this connection; 0 when it does not say
     */
    record Login(String uniqueId, Buffer accepted, Buffer refused, long clockAheadMs) implements Frame {
        public Login(String uniqueId, Buffer accepted, Buffer refused) {
            this(uniqueId, accepted, refused, 0);
        }
    }

    /**
     * Records to be stored.
     *
     * @param fixes at least one
     * @param ack the answer, computed from the receipt, written once every record is durable; an empty buffer, or null, for none
     */
    record Positions(String uniqueId, List<Fix> fixes, Function<Receipt, Buffer> ack) implements Frame {}

    /**
     * A report without a fix of its own: it tells that the device lives and what its attributes are now, and not where it is.
     *
     * @param reportedAtMs the device's time, milliseconds since 1970-01-01T00:00Z; that of reception when the message has none
     * @param attributes a JSON object as text
     * @param reply the answer, written once the attributes are durable; null for none
     */
    record Status(String uniqueId, long reportedAtMs, String attributes, Buffer reply) implements Frame {}

    /**
     * A message that carries nothing to store; it only tells that the device lives.
     *
     * @param reply answered at once; null when the protocol wants no answer
     */
    record Heartbeat(String uniqueId, Buffer reply) implements Frame {}

    /**
     * A frame that must not be acknowledged.
     *
     * @param reason a metric tag
     * @param detail one sentence for the log
     * @param reply the protocol's word for "not taken", where it has one; null for none
     */
    record Rejected(FrameFault reason, String detail, Buffer reply) implements Frame {
        public Rejected(FrameFault reason, String detail) {
            this(reason, detail, null);
        }
    }
}
