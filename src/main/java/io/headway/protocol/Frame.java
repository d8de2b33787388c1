package io.headway.protocol;

import io.headway.model.Fix;
import io.headway.model.Receipt;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;

/** What one frame of a device protocol means. */
public sealed interface Frame {

    /**
     * The device says who it is.
     *
     * @param uniqueId the identity printed on the device, an IMEI as a rule
     * @param accepted what to answer when it is known
     * @param refused what to answer, before closing, when it is not
     */
    record Login(String uniqueId, Buffer accepted, Buffer refused) implements Frame {}

    /**
     * Records to be stored.
     *
     * @param fixes at least one
     * @param ack the answer, computed from the receipt, written once every record is durable
     */
    record Positions(List<Fix> fixes, Function<Receipt, Buffer> ack) implements Frame {}

    /**
     * A message that carries nothing to store.
     *
     * @param reply answered at once; null when the protocol wants no answer
     */
    record Heartbeat(Buffer reply) implements Frame {}

    /**
     * A frame that must not be acknowledged.
     *
     * @param reason a metric tag
     * @param detail one sentence for the log
     */
    record Rejected(FrameFault reason, String detail) implements Frame {}
}
