package io.headway.protocol.teltonika;

import io.headway.model.Fix;
import io.headway.protocol.Attribute;
import io.headway.protocol.DeviceEncoder;
import io.headway.protocol.SentAttributes;
import io.headway.protocol.teltonika.TeltonikaEncoder.AvlRecord;
import io.headway.protocol.teltonika.TeltonikaEncoder.IoValue;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A Teltonika tracker over TCP: IMEI, packets of codec 8 Extended, the count that comes back as acknowledgement. Pure; any thread. */
public final class TeltonikaTracker implements DeviceEncoder {
    /** A packet of so many records stays below the 1,280 bytes that the vendor's devices send at most. */
    private static final int MAX_FIXES = 15;

    @Override
    public Buffer login(String uniqueId) {
        return TeltonikaEncoder.login(uniqueId);
    }

    @Override
    public int loginAnswers() {
        return 1;
    }

    @Override
    public Buffer report(String uniqueId, int serial, List<Fix> fixes) {
        var records = new ArrayList<AvlRecord>(fixes.size());
        for (var fix : fixes) {
            records.add(new AvlRecord(fix, 0, 0, elements(SentAttributes.of(fix))));
        }
        return TeltonikaEncoder.packetOf(TeltonikaCodec.CODEC_8_EXTENDED, records);
    }

    @Override
    public int reportAnswers(int fixes) {
        return 1;
    }

    @Override
    public int maxFixes() {
        return MAX_FIXES;
    }

    /** A login is answered with a byte, a packet with a count of 4 bytes. */
    @Override
    public int answerLength(Buffer in, int from, int to, boolean toLogin) {
        var bytes = toLogin ? 1 : Integer.BYTES;
        return to - from < bytes ? 0 : bytes;
    }

    @Override
    public boolean isPositive(Buffer in, int from, int length) {
        return length == 1 ? in.getByte(from) == 1 : in.getInt(from) > 0;
    }

    private static List<IoValue> elements(SentAttributes attributes) {
        var elements = new ArrayList<IoValue>();
        flag(elements, 239, attributes, Attribute.IGNITION);
        flag(elements, 240, attributes, Attribute.MOTION);
        scaled(elements, 66, 2, attributes.number(Attribute.POWER_V) * 1_000);
        scaled(elements, 67, 2, attributes.number(Attribute.BATTERY_V) * 1_000);
        scaled(elements, 16, 4, attributes.number(Attribute.ODOMETER));
        return elements;
    }

    private static void flag(List<IoValue> elements, int id, SentAttributes attributes, Attribute attribute) {
        attributes.flag(attribute).ifPresent(on -> elements.add(new IoValue(id, 1, on ? 1 : 0)));
    }

    private static void scaled(List<IoValue> elements, int id, int widthBytes, double value) {
        if (!Double.isNaN(value)) {
            elements.add(new IoValue(id, widthBytes, Math.round(value)));
        }
    }
}
