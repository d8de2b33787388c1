package io.headway.protocol;

import io.headway.protocol.gps103.Gps103Protocol;
import io.headway.protocol.gps103.Gps103Tracker;
import io.headway.protocol.osmand.OsmandProtocol;
import io.headway.protocol.osmand.OsmandTracker;
import io.headway.protocol.owntracks.OwntracksProtocol;
import io.headway.protocol.owntracks.OwntracksTracker;
import io.headway.protocol.queclink.QueclinkProtocol;
import io.headway.protocol.queclink.QueclinkTracker;
import io.headway.protocol.suntech.SuntechProtocol;
import io.headway.protocol.suntech.SuntechTracker;
import io.headway.protocol.teltonika.TeltonikaDatagramTracker;
import io.headway.protocol.teltonika.TeltonikaDatagrams;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.headway.protocol.teltonika.TeltonikaTracker;
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
            DeviceService.tcpAndUdp(5004, new QueclinkProtocol(), new QueclinkTracker()),
            DeviceService.tcp(5011, new SuntechProtocol(), SuntechTracker.overTcp())
                    .udp(SuntechProtocol.overUdp(), SuntechTracker.overUdp()),
            DeviceService.http(5055, new OsmandProtocol(), new OsmandTracker()),
            DeviceService.tcp(5093, new WatchProtocol(), new WatchTracker()),
            DeviceService.http(5144, new OwntracksProtocol(), new OwntracksTracker()));

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
