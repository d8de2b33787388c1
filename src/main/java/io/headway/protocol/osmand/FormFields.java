package io.headway.protocol.osmand;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and values of a form (WHATWG URL Standard, section "application/x-www-form-urlencoded parsing"). A percent sign that two
 * hexadecimal digits do not follow stands for itself. Pure; any thread.
 */
final class FormFields {
    private static final int NONE = -1;

    private FormFields() {}

    /** In the order of the form, a repeated name with all its values. */
    static Map<String, List<String>> of(Buffer body) {
        var bytes = body.getBytes();
        var fields = new LinkedHashMap<String, List<String>>();
        for (var from = 0; from < bytes.length; ) {
            var to = indexOf(bytes, from, bytes.length, '&');
            var end = to == NONE ? bytes.length : to;
            if (end > from) {
                var equals = indexOf(bytes, from, end, '=');
                var name = decoded(bytes, from, equals == NONE ? end : equals);
                var value = equals == NONE ? "" : decoded(bytes, equals + 1, end);
                fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
            from = end + 1;
        }
        return fields;
    }

    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (var i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return NONE;
    }

    private static String decoded(byte[] bytes, int from, int to) {
        var text = new ByteArrayOutputStream(to - from);
        for (var i = from; i < to; i++) {
            var escaped = bytes[i] == '%' && i + 2 < to ? escaped(bytes[i + 1], bytes[i + 2]) : NONE;
            if (escaped != NONE) {
                text.write(escaped);
                i += 2;
            } else {
                text.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static int escaped(byte high, byte low) {
        var first = high < 0 ? NONE : Character.digit(high, 16);
        var second = low < 0 ? NONE : Character.digit(low, 16);
        return first < 0 || second < 0 ? NONE : first << 4 | second;
    }
}
