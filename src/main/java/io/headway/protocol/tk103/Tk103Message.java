package io.headway.protocol.tk103;

import io.vertx.core.buffer.Buffer;

/**
 * One message without its parentheses: who, what, and the rest (vendor document, section "Full data frame structure"). Immutable; any
 * thread.
 *
 * @param id 12 characters in the document, a telephone number as a rule; makes of the field have 10 to 17
 * @param command four characters, such as BR00
 * @param body what follows the command, without a comma before it
 * @param commas whether the parts are divided by commas; dates are then ddMMyy, and yyMMdd otherwise
 */
record Tk103Message(String id, String command, String body, boolean commas) {
    private static final int COMMAND = 4;
    /** Lengths of an id that no comma ends, those of the document and of an IMEI first. */
    private static final int[] ID_LENGTHS = {12, 15, 11, 10, 13, 14, 16, 17};

    private static final int MAX_ID = 20;

    /** Null when no message starts here. */
    static Tk103Message of(String content) {
        var comma = content.indexOf(',');
        var bound = comma < 0 ? content.length() : comma;
        for (var length : ID_LENGTHS) {
            if (length + COMMAND <= bound && isCommand(content, length) && isId(content, length)) {
                return new Tk103Message(
                        content.substring(0, length),
                        content.substring(length, length + COMMAND),
                        body(content, length + COMMAND),
                        false);
            }
        }
        if (comma < 1 || comma > MAX_ID || !isCommand(content, comma + 1) || !isId(content, comma)) {
            return null;
        }
        var end = comma + 1 + COMMAND;
        return new Tk103Message(
                content.substring(0, comma), content.substring(comma + 1, end), body(content, end), true);
    }

    private static String body(String content, int from) {
        return content.substring(from < content.length() && content.charAt(from) == ',' ? from + 1 : from);
    }

    /** Two capitals and two hexadecimal digits, the first of them decimal. */
    private static boolean isCommand(String content, int at) {
        return at + COMMAND <= content.length()
                && isCapital(content.charAt(at))
                && isCapital(content.charAt(at + 1))
                && isDigit(content.charAt(at + 2))
                && Character.digit(content.charAt(at + 3), 16) >= 0;
    }

    private static boolean isId(String content, int length) {
        for (var i = 0; i < length; i++) {
            var c = content.charAt(i);
            if (!isCapital(c) && !isDigit(c) && !(c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** An answer: the same id, and a command with its body. */
    Buffer answer(String command) {
        return Buffer.buffer("(" + id + command + ")");
    }
}
