package io.headway.protocol;

import io.headway.protocol.gps103.Gps103Protocol;
import io.headway.protocol.gps103.Gps103Tracker;
import io.headway.protocol.gt06.Gt06Protocol;
import io.headway.protocol.gt06.Gt06Tracker;
import io.headway.protocol.h02.H02Protocol;
import io.headway.protocol.h02.H02Tracker;
import io.headway.protocol.jt808.Jt808Protocol;
import io.headway.protocol.jt808.Jt808Tracker;
import io.headway.protocol.meitrack.MeitrackProtocol;
import io.headway.protocol.meitrack.MeitrackTracker;
import io.headway.protocol.nmea.NmeaDatagrams;
import io.headway.protocol.nmea.NmeaProtocol;
import io.headway.protocol.nmea.NmeaTracker;
import io.headway.protocol.osmand.OsmandProtocol;
import io.headway.protocol.osmand.OsmandTracker;
import io.headway.protocol.owntracks.OwntracksProtocol;
import io.headway.protocol.owntracks.OwntracksTracker;
import io.headway.protocol.queclink.QueclinkProtocol;
import io.headway.protocol.queclink.QueclinkTracker;
import io.headway.protocol.ruptela.RuptelaProtocol;
import io.headway.protocol.ruptela.RuptelaTracker;
import io.headway.protocol.suntech.SuntechProtocol;
import io.headway.protocol.suntech.SuntechTracker;
import io.headway.protocol.teltonika.TeltonikaDatagramTracker;
import io.headway.protocol.teltonika.TeltonikaDatagrams;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.headway.protocol.teltonika.TeltonikaTracker;
import io.headway.protocol.tk103.Tk103Protocol;
import io.headway.protocol.tk103.Tk103Tracker;
import io.headway.protocol.watch.WatchProtocol;
import io.headway.protocol.watch.WatchTracker;
import io.headway.protocol.wialon.WialonDatagramTracker;
import io.headway.protocol.wialon.WialonProtocol;
import io.headway.protocol.wialon.WialonTracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every protocol that trackers speak: one line each. Immutable; any thread. */
public final class Protocols {
    private static final List<DeviceService> ALL = List.of(
            DeviceService.tcp(5027, new TeltonikaProtocol(), new TeltonikaTracker())
                    .udp(new TeltonikaDatagrams(), new TeltonikaDatagramTracker()),
            DeviceService.tcp(5023, new Gt06Protocol(), new Gt06Tracker()),
            DeviceService.tcp(5015, new Jt808Protocol(), new Jt808Tracker()),
            DeviceService.tcpAndUdp(5013, new H02Protocol(), new H02Tracker()),
            DeviceService.tcpAndUdp(5001, new Gps103Protocol(), new Gps103Tracker()),
            DeviceService.tcpAndUdp(5002, new Tk103Protocol(), new Tk103Tracker()),
            DeviceService.tcpAndUdp(5004, new QueclinkProtocol(), new QueclinkTracker()),
            DeviceService.tcp(5005, new NmeaProtocol(), new NmeaTracker()).udp(new NmeaDatagrams(), new NmeaTracker()),
            DeviceService.tcp(5011, new SuntechProtocol(), SuntechTracker.overTcp())
                    .udp(SuntechProtocol.overUdp(), SuntechTracker.overUdp()),
            DeviceService.tcpAndUdp(5020, new MeitrackProtocol(), new MeitrackTracker()),
            DeviceService.tcp(5039, new WialonProtocol(), new WialonTracker())
                    .udp(DatagramProtocol.of(new WialonProtocol()), new WialonDatagramTracker()),
            DeviceService.tcpAndUdp(5046, new RuptelaProtocol(), new RuptelaTracker()),
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
