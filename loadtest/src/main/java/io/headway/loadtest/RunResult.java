package io.headway.loadtest;

import org.HdrHistogram.Histogram;

/**
 * What one run of the driver saw.
 *
 * @param sent positions written to sockets
 * @param acked positions acknowledged with the right count
 * @param wrongAcks packets acknowledged with another count
 * @param lost connections that the other side closed
 * @param seconds from the first packet to the last acknowledgement
 * @param latencyUs of acknowledgements, microseconds; from the scheduled time in open loop
 */
record RunResult(long sent, long acked, long wrongAcks, int lost, double seconds, Histogram latencyUs) {

    double ackedPerSecond() {
        return acked / seconds;
    }

    String latency() {
        return latency(latencyUs);
    }

    static String latency(Histogram us) {
        return "p50 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms"
                .formatted(
                        us.getValueAtPercentile(50) / 1e3,
                        us.getValueAtPercentile(99) / 1e3,
                        us.getValueAtPercentile(99.9) / 1e3,
                        us.getMaxValue() / 1e3);
    }

    @Override
    public String toString() {
        return "%,d sent, %,d acked%s%s in %.1f s: %,.0f/s, ack %s"
                .formatted(
                        sent,
                        acked,
                        wrongAcks == 0 ? "" : ", " + wrongAcks + " WRONG ACKS",
                        lost == 0 ? "" : ", " + lost + " CONNECTIONS LOST",
                        seconds,
                        ackedPerSecond(),
                        latency());
    }
}
