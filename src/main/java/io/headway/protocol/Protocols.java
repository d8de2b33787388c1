package io.headway.protocol;

import io.headway.protocol.jt808.Jt808Protocol;
import io.headway.protocol.jt808.Jt808Tracker;
import io.headway.protocol.ruptela.RuptelaProtocol;
import io.headway.protocol.ruptela.RuptelaTracker;
import io.headway.protocol.teltonika.TeltonikaDatagramTracker;
import io.headway.protocol.teltonika.TeltonikaDatagrams;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.headway.protocol.teltonika.TeltonikaTracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every protocol that trackers speak: one line each. Immutable; any thread. */
public final class Protocols {
    private static final List<DeviceService> ALL = List.of(
            DeviceService.tcp(5027, new TeltonikaProtocol(), new TeltonikaTracker())
                    .udp(new TeltonikaDatagrams(), new TeltonikaDatagramTracker()),
            DeviceService.tcp(5015, new Jt808Protocol(), new Jt808Tracker()),
            DeviceService.tcpAndUdp(5046, new RuptelaProtocol(), new RuptelaTracker()));

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
