package io.headway.config;

import io.headway.config.ConfigException.Fault;
import io.headway.protocol.DeviceService;
import io.headway.protocol.Protocols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Which protocol listens on which port. Pure; any thread. */
public final class TrackerPorts {
    private static final String ALL = "all";
    private static final int MAX_PORT = 65_535;

    private TrackerPorts() {}

    /**
     * Those that are to listen, in the order of the registry.
     *
     * @throws ConfigException never after the configuration was loaded: it is checked there
     */
    public static Map<DeviceService, Integer> of(HeadwayConfig.Trackers settings) {
        return read(settings, fault -> {
            throw new ConfigException(fault.key(), fault.value(), fault.problem());
        });
    }

    static Map<DeviceService, Integer> read(HeadwayConfig.Trackers settings, Consumer<Fault> faults) {
        var known = Protocols.byName();
        var ports = new LinkedHashMap<String, Integer>();
        known.values().forEach(service -> ports.put(service.name(), service.port()));
        for (var entry : settings.ports().orElse(List.of())) {
            int equals = entry.indexOf('=');
            var name = equals < 0 ? entry : entry.substring(0, equals).strip();
            var port = equals < 0 ? -1 : port(entry.substring(equals + 1).strip());
            if (port < 0) {
                faults.accept(
                        fault("trackers.ports", entry, "must read protocol=port, the port from 0 to " + MAX_PORT));
            } else if (name.equals(ALL)) {
                ports.replaceAll((_, _) -> port);
            } else if (ports.replace(name, port) == null) {
                faults.accept(fault("trackers.ports", entry, Spelling.unknown("protocol", name, known.keySet())));
            }
        }
        var wanted = settings.protocols().orElse(List.copyOf(known.keySet()));
        for (var name : wanted) {
            if (!known.containsKey(name)) {
                faults.accept(fault("trackers.protocols", name, Spelling.unknown("protocol", name, known.keySet())));
            }
        }
        var listening = new LinkedHashMap<DeviceService, Integer>();
        known.values().stream()
                .filter(service -> wanted.contains(service.name()))
                .forEach(service -> listening.put(service, ports.get(service.name())));
        return listening;
    }

    private static Fault fault(String key, String value, String problem) {
        return new Fault(key, value, problem, "");
    }

    /** -1 when it is none. */
    private static int port(String text) {
        try {
            var port = Integer.parseInt(text);
            return port > MAX_PORT ? -1 : port;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
