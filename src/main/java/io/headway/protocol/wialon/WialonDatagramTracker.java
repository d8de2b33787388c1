package io.headway.protocol.wialon;

import io.headway.model.Fix;
import io.headway.protocol.DeviceEncoder;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A tracker of Wialon IPS 2.0 over UDP: without a login, each message behind the version and the identity. Pure; any thread. */
public final class WialonDatagramTracker implements DeviceEncoder {
    /** A datagram of so many records stays below 1,280 bytes, which every path carries whole (RFC 8200, section 5). */
    private static final int MAX_FIXES = 7;

    private final WialonTracker stream = new WialonTracker();

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        return Buffer.buffer(WialonTracker.VERSION + ';' + uniqueId)
                .appendBuffer(stream.report(uniqueId, serial, fixes));
    }

    @Override
    public int reportAnswers(int fixes) {
        return stream.reportAnswers(fixes);
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        return stream.answerLength(in, from, to, toLogin);
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return stream.isPositive(in, from, length);
    }
}
