package io.headway.testing.conformance;

import io.headway.protocol.Arrival;
import io.headway.protocol.DeviceService;
import io.headway.protocol.Frame;
import io.headway.testing.conformance.Captures.Case;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * How a captured message is to be sent, and what its decoder alone makes of it.
 *
 * @param bytes as they go over the wire; null for a request
 */
public record Reading(Way way, Buffer bytes, List<Frame> frames) {
    private static final char JT808_FLAG = 0x7E;
    private static final char JT808_ESCAPE = 0x7D;
    private static final long HOUR_MS = 3_600_000;

    /** Over what, and after a login or as one. */
    public enum Way {
        STREAM_AFTER_LOGIN,
        STREAM_BEFORE_LOGIN,
        DATAGRAM,
        REQUEST,
        /** The capture lacks its last byte or more: a stream would wait for it. */
        CUT
    }

    /** The first way in which it is not refused; where there is none, the first in which it is a whole frame. */
    public static Reading of(DeviceService service, Captures captures, Case captured) {
        if (captured.request() != null) {
            return new Reading(
                    Way.REQUEST, null, List.of(service.http().decode(captured.request(), arrival(captured, true))));
        }
        var stream = service.stream();
        var bytes = service.name().equals("jt808") ? escaped(captured.bytes()) : captured.bytes();
        var message = bytes.copy().appendBuffer(captures.delimiter());
        List<Reading> readings = new ArrayList<>();
        for (var way : new Way[] {Way.STREAM_AFTER_LOGIN, Way.STREAM_BEFORE_LOGIN}) {
            var arrival = arrival(captured, way == Way.STREAM_AFTER_LOGIN);
            var length = stream.frameLength(message, 0, message.length(), arrival.loggedIn());
            if (length == message.length() || length == bytes.length()) {
                readings.add(new Reading(way, message, List.of(stream.decode(message, 0, length, arrival))));
            }
        }
        if (service.datagrams() != null) {
            var frames = service.datagrams().decode(captured.bytes(), arrival(captured, true));
            readings.add(new Reading(Way.DATAGRAM, captured.bytes(), frames));
        }
        return readings.stream()
                .filter(reading -> reading.frames().stream().noneMatch(Frame.Rejected.class::isInstance))
                .findFirst()
                .orElseGet(() -> readings.isEmpty() ? incomplete(service, message, captured) : readings.getFirst());
    }

    private static Reading incomplete(DeviceService service, Buffer message, Case captured) {
        var frame = service.stream().decode(message, 0, message.length(), arrival(captured, true));
        return new Reading(Way.CUT, message, List.of(frame));
    }

    /** An hour after its first fix: a message without a date is of the same day. */
    private static Arrival arrival(Case captured, boolean loggedIn) {
        var atMs = captured.positions().stream()
                .filter(Captures.Expected::hasFix)
                .map(expected -> expected.timeMs() + HOUR_MS)
                .findFirst()
                .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli());
        return new Arrival(loggedIn, atMs);
    }

    /** JT/T 808, section "Transferred meaning": 7E is sent as 7D 02, 7D as 7D 01, but for the flags at both ends. */
    private static Buffer escaped(Buffer bytes) {
        var out = Buffer.buffer();
        for (var i = 0; i < bytes.length(); i++) {
            int b = bytes.getUnsignedByte(i);
            var inside = i > 0 && i < bytes.length() - 1;
            if (inside && (b == JT808_FLAG || b == JT808_ESCAPE)) {
                out.appendByte((byte) JT808_ESCAPE).appendByte((byte) (b == JT808_FLAG ? 2 : 1));
            } else {
                out.appendByte((byte) b);
            }
        }
        return out;
    }
}
