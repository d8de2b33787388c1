package io.headway.protocol.queclink;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import io.headway.protocol.TextFields;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reports whose name alone, or with the report type, says what happened (vendor documents, sections "Report" and "Event report"). */
enum QueclinkKind {
    ANT(null, null, false),
    BPL(Alarm.LOW_BATTERY, null, false),
    BTC(null, Attribute.CHARGING, true),
    CRA(Alarm.ACCIDENT, null, false),
    DAR(null, null, false),
    DIS(null, null, false),
    DOS(null, null, false),
    EPF(Alarm.POWER_CUT, null, false),
    EPN(Alarm.POWER_RESTORED, null, false),
    FLA(Alarm.FUEL_LEAK, null, false),
    GEO(null, null, false),
    GIN(Alarm.GEOFENCE_ENTER, null, false),
    GOT(Alarm.GEOFENCE_EXIT, null, false),
    HBM(null, null, false),
    IDF(null, Attribute.IDLING, false),
    IDN(Alarm.IDLE, Attribute.IDLING, true),
    IGF(null, Attribute.IGNITION, false),
    IGL(null, null, false),
    IGN(null, Attribute.IGNITION, true),
    JDR(Alarm.JAMMING, null, false),
    JDS(null, null, false),
    LSW(null, null, false),
    MPF(Alarm.POWER_CUT, null, false),
    MPN(Alarm.POWER_RESTORED, null, false),
    NMR(null, null, false),
    PFA(Alarm.POWER_OFF, null, false),
    PNA(Alarm.POWER_ON, null, false),
    SOS(Alarm.SOS, null, false),
    SPD(Alarm.OVERSPEED, null, false),
    STC(null, Attribute.CHARGING, false),
    STT(null, null, false),
    TEM(null, null, false),
    TMP(Alarm.TEMPERATURE, null, false),
    TOW(Alarm.TOW, Attribute.TOWING, true),
    TSW(null, null, false),
    VGF(null, Attribute.IGNITION, false),
    VGL(null, null, false),
    VGN(null, Attribute.IGNITION, true);

    private static final Map<String, QueclinkKind> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final Alarm alarm;
    private final Attribute flag;
    private final boolean on;

    QueclinkKind(Alarm alarm, Attribute flag, boolean on) {
        this.alarm = alarm;
        this.flag = flag;
        this.on = on;
    }

    /** Writes what the name of a report alone says; nothing for a name that is null, or not of this table. */
    static void write(String name, AttributesWriter out) {
        var kind = name == null ? null : BY_NAME.get(name);
        if (kind != null && kind.alarm != null) {
            out.put(kind.alarm);
        }
        if (kind != null && kind.flag != null) {
            out.put(kind.flag, kind.on);
        }
    }

    /** Writes what the name of the report says, and its type. */
    static void write(QueclinkMessage message, AttributesWriter out) {
        var kind = BY_NAME.get(message.kind());
        if (kind == null) {
            return;
        }
        write(message.kind(), out);
        if (!kind.writeState(message.fields(), message.bodyAt(), out)) {
            kind.writeType(message, out);
        }
    }

    /**
     * What the first fields of the body say.
     *
     * @return false for a kind that has no state there
     */
    private boolean writeState(TextFields fields, int at, AttributesWriter out) {
        switch (this) {
            case STT -> {
                var state = QueclinkState.of(fields, at, 0);
                if (state != null) {
                    state.write(out);
                }
            }
            // 1 below the range, 2 within it again, 3 above (GL300, "+RESP:GTTEM", parameter "Alarm type").
            case TEM -> alarmIf(fields.is(at, "1") || fields.is(at, "3"), Alarm.TEMPERATURE, out);
            // 1 left, 2 entered ("+RESP:GTJDS", parameter "Jamming status").
            case JDS -> alarmIf(fields.is(at, "2"), Alarm.JAMMING, out);
            // 0 works, 1 open circuit, 2 short circuit ("+RESP:GTANT", parameter "External GPS antenna").
            case ANT -> alarmIf(fields.is(at, "1") || fields.is(at, "2"), Alarm.GNSS_ANTENNA_CUT, out);
            // 1 is fatigue (GV350M, "+RESP:GTDAR", parameter "Warning type").
            case DAR -> alarmIf(fields.is(at, "1"), Alarm.FATIGUE, out);
            case LSW -> flag(fields, at + 1, Attribute.INPUT_1, out);
            case TSW -> flag(fields, at + 1, Attribute.INPUT_2, out);
            case DOS -> {
                if (fields.is(at, "1") || fields.is(at, "2")) {
                    flag(fields, at + 1, fields.is(at, "1") ? Attribute.OUTPUT_1 : Attribute.OUTPUT_2, out);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void alarmIf(boolean holds, Alarm alarm, AttributesWriter out) {
        if (holds) {
            out.put(alarm);
        }
    }

    private static void flag(TextFields fields, int field, Attribute flag, AttributesWriter out) {
        if (fields.is(field, "0") || fields.is(field, "1")) {
            out.put(flag, fields.is(field, "1"));
        }
    }

    /**
     * Vehicle trackers write report id and report type as one field of two hexadecimal digits behind a reserved one, portable ones as two
     * fields of one digit (GL300, section "Position related report", parameters "Report ID", "Report type").
     */
    private void writeType(QueclinkMessage message, AttributesWriter out) {
        var fields = message.fields();
        var at = message.bodyAt();
        var inOne = fields.length(at + 1) == 2;
        if (!inOne && (fields.length(at) != 1 || fields.length(at + 1) != 1)) {
            return;
        }
        var id = (int) fields.hex(inOne ? at + 1 : at, 0, 1, -1);
        var type = (int) fields.hex(at + 1, inOne ? 1 : 0, 1, -1);
        switch (this) {
            case GEO -> {
                out.put("queclink_geofence", id);
                if (type == 0 || type == 1) {
                    out.put(type == 0 ? Alarm.GEOFENCE_EXIT : Alarm.GEOFENCE_ENTER);
                }
            }
            case NMR -> put(out, Attribute.MOTION, type, 1, 0);
            case IGL, VGL -> put(out, Attribute.IGNITION, type, 0, 1);
            case DIS -> {
                var input = id >= 1 && id <= 4 ? Attribute.of("input" + id) : null;
                if (input != null) {
                    put(out, input, type, 1, 0);
                }
            }
            case HBM -> {
                // 3 and 4 are braking and acceleration in a turn (GV300, "+RESP:GTHBM").
                switch (type) {
                    case 0, 3 -> out.put(Alarm.HARSH_BRAKING);
                    case 1, 4 -> out.put(Alarm.HARSH_ACCELERATION);
                    case 2 -> out.put(Alarm.CORNERING);
                    default -> {}
                }
            }
            default -> {}
        }
    }

    private static void put(AttributesWriter out, Attribute flag, int type, int on, int off) {
        if (type == on || type == off) {
            out.put(flag, type == on);
        }
    }
}
