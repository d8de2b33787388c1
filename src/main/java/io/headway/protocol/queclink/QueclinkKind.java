package io.headway.protocol.queclink;

import io.headway.protocol.Alarm;
import io.headway.protocol.Attribute;
import io.headway.protocol.AttributesWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The reports whose name alone, or with the report type, says what happened (vendor documents, sections "Report" and "Event report"). */
enum QueclinkKind {
    BPL(Alarm.LOW_BATTERY, null, false),
    BTC(null, Attribute.CHARGING, true),
    CRA(Alarm.ACCIDENT, null, false),
    DIS(null, null, false),
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
    VGF(null, Attribute.IGNITION, false),
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

    /** Writes what the name of the report says; nothing for a name that is not of this table. */
    static void write(QueclinkMessage message, AttributesWriter out) {
        var kind = BY_NAME.get(message.kind());
        if (kind == null) {
            return;
        }
        if (kind.alarm != null) {
            out.put(kind.alarm);
        }
        if (kind.flag != null) {
            out.put(kind.flag, kind.on);
        }
        if (kind == TEM) {
            // 1 below the range, 2 within it again, 3 above (GL300, "+RESP:GTTEM", parameter "Alarm type").
            if (message.fields().is(message.bodyAt(), "1") || message.fields().is(message.bodyAt(), "3")) {
                out.put(Alarm.TEMPERATURE);
            }
        } else if (kind == STT) {
            var state = QueclinkState.of(message.fields(), message.bodyAt(), 0);
            if (state != null) {
                state.write(out);
            }
        } else {
            kind.writeType(message, out);
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
            case IGL -> put(out, Attribute.IGNITION, type, 0, 1);
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
