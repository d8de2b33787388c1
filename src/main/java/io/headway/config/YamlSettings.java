package io.headway.config;

import io.headway.config.ConfigException.Fault;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Flattens a YAML document into dotted keys. It reads the node tree and not the built objects, because only nodes know their line and keep
 * a value as it was written. Owned by the thread that calls it; used once.
 */
final class YamlSettings {
    private final String file;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<Fault> faults;

    private YamlSettings(String file, List<Fault> faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * Reads one document.
     *
     * @param file its name, for people
     * @param faults receives what cannot be read
     * @return the settings by key, in the order of the file
     */
    static Map<String, Setting> read(Reader text, String file, List<Fault> faults) {
        var reader = new YamlSettings(file, faults);
        try {
            var root = new Yaml(new LoaderOptions()).compose(text);
            if (root != null && !root.getTag().equals(Tag.NULL)) {
                reader.root(root);
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            faults.add(new Fault(file, "", "is not YAML: " + e.getProblem(), "line " + line));
        } catch (YAMLException e) {
            faults.add(new Fault(file, "", "is not YAML: " + e.getMessage(), ""));
        }
        return reader.settings;
    }

    private void root(Node root) {
        if (root instanceof MappingNode mapping) {
            group("", mapping);
        } else {
            faults.add(new Fault(file, "", "must be groups of keys", origin(root)));
        }
    }

    private void group(String prefix, MappingNode mapping) {
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                faults.add(new Fault(file, "", "a key must be a word", origin(tuple.getKeyNode())));
                continue;
            }
            var key = prefix + name.getValue();
            switch (tuple.getValueNode()) {
                case MappingNode inner -> group(key + ".", inner);
                case SequenceNode list -> put(key, join(key, list), name);
                case ScalarNode scalar -> put(key, scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue(), name);
                default -> faults.add(new Fault(key, "", "must be a value or a list", origin(name)));
            }
        }
    }

    private String join(String key, SequenceNode list) {
        var values = new ArrayList<String>();
        for (var item : list.getValue()) {
            if (item instanceof ScalarNode scalar && scalar.getValue().indexOf(',') < 0) {
                values.add(scalar.getValue());
            } else {
                faults.add(new Fault(key, "", "an item of a list must be a value without commas", origin(item)));
            }
        }
        return String.join(",", values);
    }

    private void put(String key, String value, Node at) {
        var earlier = settings.put(key, new Setting(key, value, origin(at)));
        if (earlier != null) {
            faults.add(new Fault(key, "", "is given twice", earlier.origin() + " and " + origin(at)));
        }
    }

    private String origin(Node node) {
        return file + " line " + (node.getStartMark().getLine() + 1);
    }
}
