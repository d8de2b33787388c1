package io.headway.protocol.jt808;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.Bytes;
import io.vertx.core.buffer.Buffer;

/**
 * Additional items of AOVX's trackers, by captured messages. Each method writes nothing, and says false, when the bytes are no such item. Pure;
 * any thread.
 */
final class AovxItems {
    /** Light, temperature, humidity, acceleration on three axes, settings of the sensor: which of them follow is a bit each. */
    private static final int[] SENSOR_BYTES = {2, 2, 2, 6, 10};

    /** States of the battery beside a supply, by open decoders. */
    private static final int CHARGING = 2;

    private static final int CHARGED = 3;
    private static final int IMEI_BYTES = 8;
    private static final int IDENTITY_BYTES = 29;
    private static final int MODEL_BYTES = 10;

    private AovxItems() {}

    /** Event, bits, and the values that the bits announce. */
    static boolean sensors(AttributesWriter out, Buffer in, int at, int length) {
        if (length < 2) {
            return false;
        }
        int present = in.getUnsignedByte(at + 1);
        var expected = 2;
        for (var i = 0; i < SENSOR_BYTES.length; i++) {
            expected += ((present >> i) & 1) * SENSOR_BYTES[i];
        }
        if ((present >> SENSOR_BYTES.length) != 0 || expected != length) {
            return false;
        }
        out.put(Attribute.EVENT, in.getUnsignedByte(at));
        var next = at + 2;
        for (var i = 0; i < SENSOR_BYTES.length; i++) {
            if (((present >> i) & 1) != 0) {
                sensor(out, i, in, next);
                next += SENSOR_BYTES[i];
            }
        }
        return true;
    }

    private static void sensor(AttributesWriter out, int which, Buffer in, int at) {
        switch (which) {
            case 0 -> out.put("jt808_light", in.getUnsignedShort(at));
            case 1 -> out.putDecimal(Attribute.TEMPERATURE, in.getShort(at), 1);
            case 2 -> out.putDecimal(Attribute.HUMIDITY, in.getUnsignedShort(at), 1);
            case 3 -> {
                out.put(Attribute.AXIS_X, in.getShort(at));
                out.put(Attribute.AXIS_Y, in.getShort(at + 2));
                out.put(Attribute.AXIS_Z, in.getShort(at + 4));
            }
            default -> out.putHexIndexed("jt808_sensor", which, in, at, SENSOR_BYTES[which]);
        }
    }

    /** An IMEI in BCD: some terminals send it under the same number. */
    static boolean imei(AttributesWriter out, Buffer in, int at, int length) {
        var digits = length == IMEI_BYTES ? Bytes.bcd(in, at, IMEI_BYTES) : -1;
        if (digits <= 0) {
            return false;
        }
        out.put(Attribute.IMEI, Bytes.hex(in, at, IMEI_BYTES).substring(1));
        return true;
    }

    /** Thousandths of a volt, a state, percent. */
    static boolean battery(AttributesWriter out, Buffer in, int at, int length) {
        if (length != 6 || in.getUnsignedByte(at + 5) > 100) {
            return false;
        }
        out.putDecimal(Attribute.BATTERY_V, in.getUnsignedInt(at), 3);
        int state = in.getUnsignedByte(at + 4);
        out.put("jt808_battery_state", state);
        out.put(Attribute.CHARGING, state == CHARGING || state == CHARGED);
        out.put(Attribute.BATTERY_PCT, in.getUnsignedByte(at + 5));
        return true;
    }

    /** A kind, IMEI and number of the SIM card in BCD, the model. */
    static boolean identity(AttributesWriter out, Buffer in, int at, int length) {
        if (length != IDENTITY_BYTES || !Jt808Items.isPrintable(in, at + 19, MODEL_BYTES)) {
            return false;
        }
        imei(out, in, at + 1, IMEI_BYTES);
        out.put(Attribute.ICCID, Jt808Items.iccid(in, at + 9));
        out.putAscii(Attribute.MODEL.key(), in, at + 19, MODEL_BYTES);
        return true;
    }
}
