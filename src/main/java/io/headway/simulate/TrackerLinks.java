package io.headway.simulate;

import io.headway.protocol.DeviceService;
import io.headway.protocol.Protocols;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.NetClient;

/** Makes the links of trackers that speak one protocol, and holds what they share. Owned by the event loop that made it. */
public final class TrackerLinks {
    /** Of a million. */
    private static final int IDENTITIES_A_PROTOCOL = 60_000;

    private final Vertx vertx;
    private final Target target;
    private final NetClient tcp;
    private final HttpClient http;

    /**
     * Where trackers send, and how.
     *
     * @param port that of the protocol
     * @param overUdp over UDP although the protocol has TCP too
     */
    public record Target(String host, int port, DeviceService service, boolean overUdp) {
        /** @throws IllegalArgumentException when the protocol has no datagrams */
        public Target {
            if (overUdp && service.datagrams() == null) {
                throw new IllegalArgumentException(service.name() + " is not spoken over UDP");
            }
        }

        /**
         * An identity of the kind that its devices have. Fleets of different protocols have different ones: a device on a second connection
         * takes over from the first.
         *
         * @param number 0 to 59,999
         */
        public String identity(int number) {
            return service.encoder().identity(Protocols.all().indexOf(service) * IDENTITIES_A_PROTOCOL + number);
        }
    }

    public TrackerLinks(Vertx vertx, Target target) {
        this.vertx = vertx;
        this.target = target;
        this.tcp = vertx.createNetClient();
        this.http = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(64));
    }

    /** An unused link for a device. */
    public TrackerLink link(String uniqueId) {
        var service = target.service();
        if (service.http() != null) {
            return new RequestLink(http, target.host(), target.port(), uniqueId, service.encoder());
        }
        return target.overUdp()
                ? new DatagramLink(vertx, target.host(), target.port(), uniqueId, service.datagramEncoder())
                : new StreamLink(tcp, target.host(), target.port(), uniqueId, service.encoder());
    }

    /** Closes what the links share. */
    public Future<Void> close() {
        return Future.join(tcp.close(), http.close()).mapEmpty();
    }
}
