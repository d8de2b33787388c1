package io.headway.protocol.wialon;

import io.headway.protocol.Arrival;
import io.headway.protocol.Attribute;
import io.headway.protocol.FixBuilder;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;

/** A text from the driver, from 2.0 on with a checksum behind it (vendor document, "Message to driver"). Pure; any thread. */
final class DriverMessage {
    private DriverMessage() {}

    static Frame frame(String uniqueId, Body body, Arrival arrival) {
        var fields = body.fields(';');
        var hasChecksum = body.mustHaveChecksum() || (fields.count() > 1 && body.looksLikeChecksum());
        if (hasChecksum && !body.checksumVerifies()) {
            return new Frame.Rejected(
                    FrameFault.CHECKSUM, "the CRC-16 does not verify", WialonProtocol.answer("#AM#01"));
        }
        var text = body.fields('\0').text(0);
        var end = hasChecksum ? text.lastIndexOf(';') : text.length();
        var status = new FixBuilder();
        status.attributes().put(Attribute.TEXT, Parameters.unicode(text.substring(0, Math.max(0, end))));
        return status.status(uniqueId, arrival.atMs(), WialonProtocol.answer("#AM#1"));
    }
}
