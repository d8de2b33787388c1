package io.headway.protocol.suntech;

import io.headway.protocol.TextFields;

/**
 * What a report starts with: {@code ST300STT;<id>}, in the universal format {@code STT;<id>}, and of personal trackers
 * {@code ST910;Location;<id>}. An answer to a command has the word Res before the id (vendor document, section "Command format").
 *
 * @param prefix the family, such as ST300; empty in the universal format
 * @param kind three letters, or a word of a personal tracker
 * @param idAt number of the field of the identity
 */
record SuntechHeader(String prefix, String kind, int idAt) {
    private static final int KIND_CHARACTERS = 3;
    /** Longest header that can be: ST8300STT has nine. */
    private static final int MAX_CHARACTERS = 12;

    private static final int MAX_ID_DIGITS = 20;

    /** Null when the fields are no report of any kind: no header, or no identity of digits behind it. */
    static SuntechHeader of(TextFields fields) {
        var header = header(fields);
        return header != null && fields.isDigits(header.idAt) && fields.length(header.idAt) <= MAX_ID_DIGITS
                ? header
                : null;
    }

    private static SuntechHeader header(TextFields fields) {
        var length = fields.length(0);
        if (length < KIND_CHARACTERS || length > MAX_CHARACTERS || !isCapital(fields.charAt(0, 0))) {
            return null;
        }
        var letters = 0;
        for (var i = length - KIND_CHARACTERS; i < length; i++) {
            letters += isCapital(fields.charAt(0, i)) ? 1 : 0;
        }
        if (letters == KIND_CHARACTERS) {
            var prefix = fields.text(0, 0, length - KIND_CHARACTERS);
            return new SuntechHeader(prefix, fields.text(0, length - KIND_CHARACTERS), fields.is(1, "Res") ? 2 : 1);
        }
        var isPersonal = letters == 0 && fields.startsWith(0, "ST") && fields.length(1) <= MAX_CHARACTERS;
        return isPersonal ? new SuntechHeader(fields.text(0), fields.text(1), 2) : null;
    }

    private static boolean isCapital(char character) {
        return character >= 'A' && character <= 'Z';
    }

    boolean isUniversal() {
        return prefix.isEmpty();
    }

    /** ST910 and its like, whose kind is a field of its own. */
    boolean isPersonal() {
        return idAt == 2 && kind.length() > KIND_CHARACTERS;
    }

    /** Whether it answers a command. */
    boolean isAnswer() {
        return (idAt == 2 && kind.length() == KIND_CHARACTERS) || kind.equals("RES") || kind.equals("CMD");
    }

    boolean isAlive() {
        return kind.equals("ALV") || kind.equals("Alive");
    }
}
