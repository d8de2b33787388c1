package io.headway.protocol;

import io.headway.protocol.h02.H02Protocol;
import io.headway.protocol.h02.H02Tracker;
import io.headway.protocol.nmea.NmeaDatagrams;
import io.headway.protocol.nmea.NmeaProtocol;
import io.headway.protocol.nmea.NmeaTracker;
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
            DeviceService.tcpAndUdp(5013, new H02Protocol(), new H02Tracker()),
            DeviceService.tcp(5005, new NmeaProtocol(), new NmeaTracker()).udp(new NmeaDatagrams(), new NmeaTracker()));

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
