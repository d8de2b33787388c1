package io.headway.protocol;

import io.headway.model.Fix;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A tracker's side of a protocol: what it sends, and how it reads the answers. For the simulator, the replay and tests. Pure; any thread. */
public interface DeviceEncoder {

    /**
     * An identity of the kind that devices of the protocol have.
     *
     * @param number 0 to 999,999
     */
    default String identity(int number) {
        return Long.toString(350_000_000_000_001L + number);
    }

    /** Opens a connection; empty when the protocol has no login, as here. */
    default Buffer login(String uniqueId) {
        return Buffer.buffer();
    }

    /** Answers that the server owes to {@link #login}; none here. */
    default int loginAnswers() {
        return 0;
    }

    /**
     * Reports some fixes; of their attributes those that the protocol can say.
     *
     * @param uniqueId as in {@link #login}
     * @param serial number of the report on its connection, from 1, for protocols that count
     * @param fixes at least one, at most {@link #maxFixes}
     */
    Buffer report(String uniqueId, int serial, List<Fix> fixes);

    /** Answers that the server owes to a report of so many fixes; none here, as with protocols that have none. */
    default int reportAnswers(int fixes) {
        return 0;
    }

    /** Most fixes in one report. */
    int maxFixes();

    /**
     * Length of the answer that starts at byte {@code from}.
     *
     * @param toLogin whether it answers the login, and not a report
     * @return 0 when it has not arrived whole; never asked of a protocol that owes no answers
     */
    default int answerLength(Buffer in, int from, int to, boolean toLogin) {
        throw new IllegalStateException("a protocol that owes answers says how long they are");
    }

    /** Whether a whole answer says yes. */
    default boolean isPositive(Buffer in, int from, int length) {
        return true;
    }
}
