package io.headway.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A key of {@link HeadwayConfig} and what its value must be like.
 *
 * @param name {@code http.port}
 * @param method the accessor that the value is read by; it carries the limits
 */
record Key(String name, Method method) {
    static final String PREFIX = "headway.";

    /** Every key, by name. */
    static Map<String, Key> all() {
        var keys = new TreeMap<String, Key>();
        ConfigMappings.getProperties(ConfigClass.configClass(HeadwayConfig.class))
                .forEach((name, property) -> {
                    // A list is also reported item by item; ours are one value.
                    if (name.startsWith(PREFIX) && !property.isGroup() && !name.endsWith("[*]")) {
                        var key = name.substring(PREFIX.length());
                        keys.put(key, new Key(key, property.getMethod()));
                    }
                });
        return keys;
    }

    boolean hidden() {
        return method.isAnnotationPresent(Hidden.class);
    }

    /** The value as it may be printed. */
    String shown(String value) {
        return hidden() && !value.isEmpty() ? "(hidden)" : value;
    }

    /** What a value is turned into, or why it cannot be. */
    sealed interface Checked {
        /** Can be used; {@code value} is in the one spelling that the binder takes. */
        record Good(String value) implements Checked {}

        /** Cannot be used. */
        record Bad(String problem) implements Checked {}
    }

    Checked check(String given) {
        var type = method.getReturnType();
        if (type == Optional.class) {
            var inner = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
            return inner instanceof ParameterizedType ? new Checked.Good(list(given)) : new Checked.Good(given);
        }
        if (given.isBlank()) {
            return new Checked.Bad("is empty and has to have a value");
        }
        if (type == int.class || type == long.class) {
            return number(given.strip());
        }
        if (type == boolean.class) {
            return bool(given.strip());
        }
        return text(given);
    }

    private Checked number(String given) {
        long value;
        try {
            value = Long.parseLong(given);
        } catch (NumberFormatException e) {
            return new Checked.Bad("must be a whole number" + within());
        }
        var range = method.getAnnotation(Range.class);
        return value < range.min() || value > range.max()
                ? new Checked.Bad("must be a whole number" + within())
                : new Checked.Good(Long.toString(value));
    }

    private String within() {
        var range = method.getAnnotation(Range.class);
        return " from " + range.min() + " to " + range.max();
    }

    private static Checked bool(String given) {
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> new Checked.Good("true");
            case "false", "no", "off", "0" -> new Checked.Good("false");
            default -> new Checked.Bad("must be true or false");
        };
    }

    private Checked text(String given) {
        var words = method.getAnnotation(OneOf.class);
        if (words == null) {
            return new Checked.Good(given);
        }
        for (var word : words.value()) {
            if (word.equalsIgnoreCase(given.strip())) {
                return new Checked.Good(word);
            }
        }
        return new Checked.Bad("must be one of " + String.join(", ", words.value()));
    }

    private static String list(String given) {
        List<String> items = new ArrayList<>();
        for (var item : given.split(",", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return String.join(",", items);
    }
}
