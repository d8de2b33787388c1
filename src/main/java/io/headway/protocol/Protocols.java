package io.headway.protocol;

import io.headway.protocol.gps103.Gps103Protocol;
import io.headway.protocol.gps103.Gps103Tracker;
import io.headway.protocol.teltonika.TeltonikaDatagramTracker;
import io.headway.protocol.teltonika.TeltonikaDatagrams;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.headway.protocol.teltonika.TeltonikaTracker;
import io.headway.protocol.tk103.Tk103Protocol;
import io.headway.protocol.tk103.Tk103Tracker;
import io.headway.protocol.watch.WatchProtocol;
import io.headway.protocol.watch.WatchTracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every protocol that trackers speak: one line each. Immutable; any thread. */
public final class Protocols {
    private static final List<DeviceService> ALL = List.of(
            DeviceService.tcp(5027, new TeltonikaProtocol(), new TeltonikaTracker())
                    .udp(new TeltonikaDatagrams(), new TeltonikaDatagramTracker()),
            DeviceService.tcpAndUdp(5001, new Gps103Protocol(), new Gps103Tracker()),
            DeviceService.tcpAndUdp(5002, new Tk103Protocol(), new Tk103Tracker()),
            DeviceService.tcp(5093, new WatchProtocol(), new WatchTracker()));

    private Protocols() {}

    /** In the order of the documentation. */
    public static List<DeviceService> all() {
        return ALL;
    }

    /** By name. */
    public static Map<String, DeviceService> byName() {
        var byName = new LinkedHashMap<String, DeviceService>();
        ALL.forEach(service -> byName.put(service.name(), service));
        return byName;
    }
}
