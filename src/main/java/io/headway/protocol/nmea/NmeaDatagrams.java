package io.headway.protocol.nmea;

import io.headway.protocol.Arrival;
import io.headway.protocol.DatagramProtocol;
import io.headway.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * NMEA 0183 over UDP. Stateless and pure; any thread. A datagram has no connection that could remember who sent an identity, so the positions
 * and statuses that follow an identity in one datagram are said to be of it.
 */
public final class NmeaDatagrams implements DatagramProtocol {
    private final DatagramProtocol lines = DatagramProtocol.of(new NmeaProtocol());

    @Override
    public String name() {
        return NmeaProtocol.NAME;
    }

    @Override
    public List<Frame> decode(Buffer datagram, Arrival arrival) {
        var frames = new ArrayList<Frame>();
        String identity = null;
        for (var frame : lines.decode(datagram, arrival)) {
            if (frame instanceof Frame.Login login) {
                identity = login.uniqueId();
            }
            frames.add(
                    switch (frame) {
                        case Frame.Positions positions
                        when positions.uniqueId() == null ->
                            new Frame.Positions(identity, positions.fixes(), positions.ack());
                        case Frame.Status status
                        when status.uniqueId() == null ->
                            new Frame.Status(identity, status.reportedAtMs(), status.attributes(), status.reply());
                        default -> frame;
                    });
        }
        return frames;
    }
}
