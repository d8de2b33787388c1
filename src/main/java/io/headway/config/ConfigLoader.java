package io.headway.config;

import io.headway.config.ConfigException.Fault;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the configuration: the defaults, over them the file, over it the environment, over all what the caller sets. SmallRye binds the
 * values; they are checked before, because it stops at the first value it cannot convert and takes any misspelt boolean for false.
 */
public final class ConfigLoader {
    private static final String DEFAULTS = "/headway.yaml";

    private ConfigLoader() {}

    /**
     * Reads and checks everything; no key material has to be there.
     *
     * @param yaml the user's file; null for none
     * @param environment all variables of the process; those that are not ours are left alone
     * @param overrides by key, without prefix: {@code teltonika.port}
     * @throws ConfigException with every fault there is
     */
    public static HeadwayConfig load(Path yaml, Map<String, String> environment, Map<String, String> overrides) {
        return load(yaml, environment, overrides, Set.of());
    }

    /** As above, and the key material of {@code needs} has to be there. */
    public static HeadwayConfig load(
            Path yaml, Map<String, String> environment, Map<String, String> overrides, Set<Need> needs) {
        var keys = Key.all();
        var faults = new ArrayList<Fault>();

        var settings = new LinkedHashMap<>(defaults(faults));
        settings.putAll(file(yaml, faults));
        settings.putAll(Environment.read(environment, keys.keySet(), faults));
        overrides.forEach((key, value) -> settings.put(key, new Setting(key, value, "set by the program")));

        var config = bind(check(settings, keys, faults));
        CrossChecks.check(config, settings, needs, faults);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return config;
    }

    /** The keys that the defaults give. */
    static Set<String> defaultKeys() {
        return defaults(new ArrayList<>()).keySet();
    }

    private static Map<String, Setting> defaults(List<Fault> faults) {
        try (var stream = ConfigLoader.class.getResourceAsStream(DEFAULTS)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + DEFAULTS);
            }
            return YamlSettings.read(new InputStreamReader(stream, StandardCharsets.UTF_8), "default", faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Setting> file(Path yaml, List<Fault> faults) {
        if (yaml == null) {
            return Map.of();
        }
        try (var reader = Files.newBufferedReader(yaml)) {
            return YamlSettings.read(reader, yaml.toString(), faults);
        } catch (IOException e) {
            faults.add(new Fault(yaml.toString(), "", "cannot be read: " + Reason.of(e), ""));
            return Map.of();
        }
    }

    /**
     * Checks each value by itself.
     *
     * @return the values in the spelling the binder takes. One at fault is replaced by its default, so that the checks across keys can
     *     still be made; the fault keeps it from being used.
     */
    private static Map<String, String> check(Map<String, Setting> settings, Map<String, Key> keys, List<Fault> faults) {
        var defaults = defaults(new ArrayList<>());
        var values = new HashMap<String, String>();
        settings.forEach((name, setting) -> {
            var key = keys.get(name);
            if (key == null) {
                // The value is not shown: a misspelt secret-key holds a secret all the same.
                faults.add(new Fault(name, "", unknown(name, keys.keySet()), setting.origin()));
                return;
            }
            switch (key.check(setting.value())) {
                case Key.Checked.Good(var value) -> values.put(name, value);
                case Key.Checked.Bad(var problem) -> {
                    faults.add(new Fault(name, key.shown(setting.value()), problem, setting.origin()));
                    if (defaults.containsKey(name)) {
                        values.put(name, defaults.get(name).value());
                    }
                }
            }
        });
        return values;
    }

    private static String unknown(String name, Set<String> known) {
        var isGroup = known.stream().anyMatch(key -> key.startsWith(name + "."));
        return isGroup ? "is a group of keys, not a value" : Spelling.unknown("key", name, known);
    }

    private static HeadwayConfig bind(Map<String, String> values) {
        var prefixed = new HashMap<String, String>();
        values.forEach((key, value) -> prefixed.put(Key.PREFIX + key, value));
        // No default sources and no interceptors: nothing but these values counts, and a "$" in a secret is a "$".
        return new SmallRyeConfigBuilder()
                .forClassLoader(ConfigLoader.class.getClassLoader())
                .withSources(new PropertiesConfigSource(prefixed, "headway", 100))
                .withMapping(HeadwayConfig.class)
                .build()
                .getConfigMapping(HeadwayConfig.class);
    }
}
