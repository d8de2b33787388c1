package io.headway.protocol.gt06;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/**
 * A value of the vehicle's bus in the packets of FM08ABC. Its scale follows from captured packets, whose engine turns at 2,450 a minute while
 * the vehicle drives 85 km/h by both its own instruments and the receiver. Pure; any thread.
 */
final class BusValue {
    private BusValue() {}

    /**
     * @param pair number and value
     * @param isPid whether the number is a service and a parameter by SAE J1979, and not the maker's
     */
    static void write(AttributesWriter out, TextFields pair, boolean isPid) {
        var number = (int) pair.hex(0, isPid ? 2 : 0, 2, -1);
        if (number < 0) {
            return;
        }
        if (!isPid && number == 0x4A) {
            out.put(Attribute.VIN, pair.text(1).trim());
            return;
        }
        var value = pair.hex(1, -1);
        if (value < 0) {
            return;
        }
        var attribute = isPid ? ofPid(number) : ofMaker(number);
        if (attribute != null) {
            out.putDecimal(attribute, value, 2);
        } else if (!isPid) {
            out.putIndexed("gt06_obd", number, value);
        } else {
            out.putIndexed("gt06_pid", number, value);
        }
    }

    private static Attribute ofMaker(int number) {
        return switch (number) {
            case 0x2D -> Attribute.COOLANT_TEMPERATURE;
            case 0x35 -> Attribute.VEHICLE_SPEED;
            case 0x36 -> Attribute.ENGINE_RPM;
            default -> null;
        };
    }

    private static Attribute ofPid(int number) {
        return switch (number) {
            case 0x04 -> Attribute.ENGINE_LOAD;
            case 0x05 -> Attribute.COOLANT_TEMPERATURE;
            case 0x0C -> Attribute.ENGINE_RPM;
            case 0x0D -> Attribute.VEHICLE_SPEED;
            case 0x11 -> Attribute.THROTTLE;
            case 0x2F -> Attribute.FUEL_PCT;
            default -> null;
        };
    }
}
