package io.headway.protocol.queclink;

import io.headway.protocol.TextFields;
import io.vertx.core.buffer.Buffer;

/**
 * One message of text, divided: {@code +RESP:GTFRI,<protocol version>,<unique id>,<device name>,…,<send time>,<count number>$} (vendor documents,
 * section "Message format"). Messages of the first generation (GL100, GT300) have no protocol version in front, and one behind. Immutable; any
 * thread.
 *
 * @param head what stands before the colon, without the plus sign: RESP, BUFF, EVT, ACK …
 * @param kind the name of the report without GT, as a rule three letters
 * @param idAt field of the unique id
 */
record QueclinkMessage(TextFields fields, String head, String kind, int idAt, QueclinkModel model) {
    private static final int MEID_DIGITS = 14;
    private static final int IMEI_DIGITS = 15;
    private static final int COUNT_DIGITS = 4;
    private static final int MAX_HEAD = 32;
    private static final int TIME_DIGITS = 14;

    /** Null when the bytes do not begin like a message, or name no device. */
    static QueclinkMessage of(Buffer in, int from, int to) {
        var fields = TextFields.of(in, from, to, ',');
        var head = fields.text(0);
        var colon = head.indexOf(':');
        if (colon < 2 || head.charAt(0) != '+' || head.length() > MAX_HEAD) {
            return null;
        }
        var kind = head.substring(head.startsWith("GT", colon + 1) ? colon + 3 : colon + 1);
        var idAt = isId(fields, 1) ? 1 : 2;
        if (kind.isEmpty() || !isId(fields, idAt)) {
            return null;
        }
        var model = idAt == 1 ? QueclinkModel.UNKNOWN : QueclinkModel.of(fields.text(1));
        return new QueclinkMessage(fields, head.substring(1, colon), kind, idAt, model);
    }

    /** An IMEI of 15 digits, or the 14 hexadecimal ones of an MEID, which models for CDMA have instead. */
    private static boolean isId(TextFields fields, int field) {
        return (fields.length(field) == IMEI_DIGITS && fields.isDigits(field))
                || (fields.length(field) == MEID_DIGITS && isHex(fields, field));
    }

    static boolean isHex(TextFields fields, int field) {
        for (var i = 0; i < fields.length(field); i++) {
            if (Character.digit(fields.charAt(field, i), 16) < 0) {
                return false;
            }
        }
        return !fields.isEmpty(field);
    }

    String uniqueId() {
        return fields.text(idAt);
    }

    String version() {
        return idAt == 1 ? "" : fields.text(1);
    }

    /** The first generation, with another order of fields in a position and no server acknowledgement that we know. */
    boolean isFirstGeneration() {
        return idAt == 1;
    }

    boolean isArchived() {
        return head.equals("BUFF");
    }

    /** Field behind the device name. */
    int bodyAt() {
        return idAt + (model == QueclinkModel.DIAGNOSTIC ? 3 : 2);
    }

    /** Field of the time of sending, the last but one. */
    int sentAt() {
        return fields.count() - 2;
    }

    boolean isTime(int field) {
        return fields.length(field) == TIME_DIGITS && fields.isDigits(field);
    }

    /** The four hexadecimal digits that the acknowledgement repeats; null when the message was cut before them. */
    String countNumber() {
        var last = fields.count() - 1;
        return !isFirstGeneration() && fields.length(last) == COUNT_DIGITS && isHex(fields, last)
                ? fields.text(last)
                : null;
    }
}
