package io.headway.config;

import io.headway.config.ConfigException.Fault;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which environment variable sets which key. */
final class Environment {
    private static final String PREFIX = "HEADWAY_";

    /** Names that platforms set by custom; our own name for the same key wins over them. */
    private static final Map<String, String> COMMON = Map.of(
            "DATABASE_URL", "database.url",
            "PORT", "http.port",
            "JWT_SECRET_KEY", "jwt.secret-key",
            "JWT_ALGORITHM", "jwt.algorithm",
            "LOG_LEVEL", "log.level");

    private Environment() {}

    /**
     * Picks our variables.
     *
     * @param keys every key there is
     * @param faults receives the variables that begin with HEADWAY_ and set nothing
     */
    static Map<String, Setting> read(Map<String, String> variables, Collection<String> keys, List<Fault> faults) {
        var settings = new LinkedHashMap<String, Setting>();
        COMMON.forEach((name, key) -> {
            var value = variables.get(name);
            if (value != null) {
                settings.put(key, new Setting(key, value, "environment variable " + name));
            }
        });
        var keyByName = new HashMap<String, String>();
        keys.forEach(key -> keyByName.put(nameOf(key), key));
        variables.forEach((name, value) -> {
            if (!name.startsWith(PREFIX)) {
                return;
            }
            var key = keyByName.get(name);
            if (key == null) {
                // The value is not shown: a misspelt HEADWAY_JWT_SECRET_KEY holds a secret all the same.
                faults.add(new Fault(name, "", Spelling.unknown("variable", name, keyByName.keySet()), "environment"));
            } else {
                settings.put(key, new Setting(key, value, "environment variable " + name));
            }
        });
        return settings;
    }

    /** {@code devices.auto-register} is set by {@code HEADWAY_DEVICES_AUTO_REGISTER}. */
    static String nameOf(String key) {
        return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
