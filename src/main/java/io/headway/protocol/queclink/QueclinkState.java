package io.headway.protocol.queclink;

import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;

/** What a vehicle does (vendor documents, "+RESP:GTSTT", parameter "State"; the same code begins a device status). */
enum QueclinkState {
    TOWED("16", false, true),
    /** Moved, and perhaps towed. */
    MOVED("1A", false, true),
    OFF_AND_STANDING("11", false, false),
    OFF_AND_MOVING("12", false, true),
    ON_AND_STANDING("21", true, false),
    ON_AND_MOVING("22", true, true),
    /** A device that knows no ignition. */
    STANDING("41", null, false),
    MOVING("42", null, true);

    private static final int STATUS_DIGITS = 6;
    private static final int LONG_STATUS_DIGITS = 10;
    static final int IGNITION_INPUT_BITS = 1;

    private final String code;
    private final Boolean ignition;
    private final boolean motion;

    QueclinkState(String code, Boolean ignition, boolean motion) {
        this.code = code;
        this.ignition = ignition;
        this.motion = motion;
    }

    /** Null for a code that is none. */
    static QueclinkState of(TextFields fields, int field, int from) {
        for (var state : values()) {
            if (fields.charAt(field, from) == state.code.charAt(0)
                    && fields.charAt(field, from + 1) == state.code.charAt(1)) {
                return state;
            }
        }
        return null;
    }

    /** Null for a code that is none. */
    static QueclinkState of(int code) {
        for (var state : values()) {
            if (Integer.parseInt(state.code, 16) == code) {
                return state;
            }
        }
        return null;
    }

    void write(AttributesWriter out) {
        if (ignition != null) {
            out.put(Attribute.IGNITION, ignition);
        }
        out.put(Attribute.MOTION, motion);
        if (this == TOWED) {
            out.put(Attribute.TOWING, true);
        }
    }

    static boolean isStatus(TextFields fields, int field) {
        var digits = fields.length(field);
        return (digits == STATUS_DIGITS || digits == LONG_STATUS_DIGITS) && QueclinkMessage.isHex(fields, field);
    }

    /**
     * A device status: state, inputs and outputs in two hexadecimal digits each, of which some devices send the state alone, and newer ones
     * four digits of further inputs and outputs in front (GV310LAU, "+RESP:GTERI", parameter "Device status").
     */
    static void writeStatus(TextFields fields, int field, AttributesWriter out) {
        var from = fields.length(field) == LONG_STATUS_DIGITS ? LONG_STATUS_DIGITS - STATUS_DIGITS : 0;
        var state = of(fields, field, from);
        if (state != null) {
            state.write(out);
        }
        var inputs = fields.hex(field, from + 2, 2, -1);
        var outputs = fields.hex(field, from + 4, 2, -1);
        if (inputs >= 0 && outputs >= 0) {
            // The lowest bit is the input of the ignition.
            out.put(Attribute.INPUTS, inputs >> IGNITION_INPUT_BITS);
            out.put(Attribute.OUTPUTS, outputs);
        }
    }
}
