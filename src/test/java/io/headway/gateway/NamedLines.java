package io.headway.gateway;

import io.headway.protocol.Arrival;
import io.headway.protocol.Bytes;
import io.headway.protocol.DeviceProtocol;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.HttpProtocol;
import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A protocol of lines {@code id,kind,step} in which each message may name its device: {@code login}, {@code fix}, {@code status}, {@code alive},
 * {@code ahead}, which is a login of a clock
 * that is an hour ahead, and {@code bad}. What it answers is {@code kind,step} again; {@code no} to what is refused.
 */
final class NamedLines implements DeviceProtocol, HttpProtocol {
    private static final long HOUR_MS = 3_600_000;

    @Override
    public String name() {
        return "named_lines";
    }

    @Override
    public int frameLength(Buffer in, int from, int to, boolean loggedIn) {
        return Bytes.indexOf(in, from, to, '\n') + 1 - (Bytes.indexOf(in, from, to, '\n') < 0 ? 0 : from);
    }

    @Override
    public Frame decode(Buffer in, int from, int length, Arrival arrival) {
        var end = in.getByte(from + length - 1) == '\n' ? from + length - 1 : from + length;
        if (end == from) {
            return new Frame.Heartbeat(null, null);
        }
        var fields = TextFields.of(in, from, end, ',');
        var id = fields.isEmpty(0) ? null : fields.text(0);
        var answer = Buffer.buffer(fields.text(1) + "," + fields.text(2) + "\n");
        return switch (fields.text(1)) {
            case "login" -> new Frame.Login(id, answer, Buffer.buffer("no\n"));
            case "ahead" -> new Frame.Login(id, answer, Buffer.buffer("no\n"), HOUR_MS);
            case "fix" ->
                new Frame.Positions(id, List.of(RunningGateways.fix((int) fields.integer(2, 0))), _ -> answer);
            case "status" ->
                new Frame.Status(id, arrival.atMs() - arrival.clockAheadMs(), "{\"battery_pct\":50}", answer);
            case "alive" -> new Frame.Heartbeat(id, answer);
            default -> new Frame.Rejected(FrameFault.CHECKSUM, "bad", Buffer.buffer("no\n"));
        };
    }

    @Override
    public Frame decode(Request request, Arrival arrival) {
        return decode(request.body(), 0, request.body().length(), arrival);
    }

    @Override
    public String answerType() {
        return "text/plain";
    }
}
