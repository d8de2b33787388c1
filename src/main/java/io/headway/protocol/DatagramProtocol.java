package io.headway.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A protocol of trackers over UDP. Stateless and pure; any thread. */
public interface DatagramProtocol {

    /** Most frames read from one datagram: anybody can send one, and each is work. */
    int MAX_FRAMES = 64;

    /** Lower-case name, the same as that of the protocol over TCP. */
    String name();

    /** What a datagram holds, in its order. Never throws on any content. */
    List<Frame> decode(Buffer datagram, Arrival arrival);

    /** Whether it stands between messages and says nothing. */
    private static boolean isSeparator(Frame frame) {
        return frame instanceof Frame.Heartbeat heartbeat && heartbeat.uniqueId() == null && heartbeat.reply() == null;
    }

    /** What is known of a message behind this one in the same datagram: whoever is named counts for the next. */
    private static Arrival behind(Frame frame, Arrival before) {
        return switch (frame) {
            case Frame.Login login -> new Arrival(true, before.atMs(), login.clockAheadMs());
            case Frame.Positions positions when positions.uniqueId() != null -> new Arrival(true, before.atMs());
            case Frame.Status status when status.uniqueId() != null -> new Arrival(true, before.atMs());
            case Frame.Heartbeat heartbeat when heartbeat.uniqueId() != null -> new Arrival(true, before.atMs());
            default -> before;
        };
    }

    /**
     * The frames of a stream protocol in datagrams. One frame a datagram as a rule; several may follow one another, and the last may lack
     * its delimiter, since the datagram ends it.
     *
     * @param stream its {@link DeviceProtocol#decode} must take a frame that lacks its delimiter
     */
    static DatagramProtocol of(DeviceProtocol stream) {
        return new DatagramProtocol() {
            @Override
            public String name() {
                return stream.name();
            }

            @Override
            public List<Frame> decode(Buffer datagram, Arrival arrival) {
                var frames = new ArrayList<Frame>(1);
                var to = datagram.length();
                var known = arrival;
                for (var from = 0; from < to; ) {
                    if (frames.size() == MAX_FRAMES) {
                        frames.add(new Frame.Rejected(
                                FrameFault.TOO_LARGE, "more than " + MAX_FRAMES + " messages in a datagram"));
                        break;
                    }
                    var length = stream.frameLength(datagram, from, to, known.loggedIn());
                    if (length < 0) {
                        frames.add(new Frame.Rejected(FrameFault.MALFORMED, "no frame starts at byte " + from));
                        break;
                    }
                    var rest = to - from;
                    var bytes = length == 0 || length > rest ? rest : length;
                    var frame = stream.decode(datagram, from, bytes, known);
                    known = behind(frame, known);
                    if (!isSeparator(frame)) {
                        frames.add(frame);
                    }
                    from += bytes;
                }
                return frames;
            }
        };
    }
}
