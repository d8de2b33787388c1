package io.headway.app;

import io.headway.config.HeadwayConfig;
import io.headway.config.TrackerPorts;
import io.headway.gateway.DatagramGateway;
import io.headway.gateway.DeviceHttpGateway;
import io.headway.gateway.GatewayMetrics;
import io.headway.gateway.Ingress;
import io.headway.gateway.JsonLinesGateway;
import io.headway.gateway.LiveFeed;
import io.headway.gateway.TcpGateway;
import io.headway.ops.Metrics;
import io.headway.protocol.DeviceService;
import io.headway.protocol.Protocols;
import io.headway.security.Tokens;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The ports that devices speak to, each protocol on its own. Made and started by the Engine. */
final class DeviceGateways {
    /** Vert.x takes a free port for a number below 0, the same for all servers of that number: those above are JSON lines' and HTTP's. */
    private static final int FIRST_FREE_PORT = -10;

    private final HeadwayConfig config;
    private final Ingress ingress;
    private final Tokens tokens;
    private final LiveFeed live;
    private final Metrics metrics;
    private final EachLoop eachLoop;
    private final Drain drain;
    private final Map<String, Integer> tcpPorts = new HashMap<>();
    private final Map<String, Integer> udpPorts = new HashMap<>();
    private int jsonLinesPort;

    /** @param drain is told how to stop what is started */
    DeviceGateways(
            HeadwayConfig config,
            Ingress ingress,
            Tokens tokens,
            LiveFeed live,
            Metrics metrics,
            EachLoop eachLoop,
            Drain drain) {
        this.config = config;
        this.ingress = ingress;
        this.tokens = tokens;
        this.live = live;
        this.metrics = metrics;
        this.eachLoop = eachLoop;
        this.drain = drain;
    }

    /** Completes when all that are enabled listen. */
    Future<?> start() {
        Future<?> started = startJsonLines();
        var free = FIRST_FREE_PORT;
        for (var entry : TrackerPorts.of(config.trackers()).entrySet()) {
            var port = entry.getValue() == 0 ? free-- : entry.getValue();
            started = started.compose(_ -> start(entry.getKey(), port));
        }
        return started;
    }

    /** Where a protocol listens for connections or requests; 0 when it does not. */
    int tcpPort(String protocol) {
        return tcpPorts.getOrDefault(protocol, 0);
    }

    /** Where a protocol listens for datagrams; 0 when it does not. */
    int udpPort(String protocol) {
        return udpPorts.getOrDefault(protocol, 0);
    }

    /** For a person to read. */
    String ports() {
        return Protocols.all().stream()
                .filter(service -> tcpPort(service.name()) > 0)
                .map(service -> service.name() + " " + tcpPort(service.name()))
                .collect(Collectors.joining(", "));
    }

    /** 0 when off. */
    int jsonLinesPort() {
        return jsonLinesPort;
    }

    private Future<?> start(DeviceService service, int port) {
        var settings = config.trackers();
        var gatewayMetrics = new GatewayMetrics(metrics.registry(), service.name());
        var listener =
                new TcpGateway.Listener(settings.host(), port, settings.maxFrameBytes(), settings.maxBadFrames());
        var key = "trackers.ports, " + service.name();
        Future<?> started = Future.succeededFuture();
        if (service.stream() != null) {
            started = eachLoop.listen(
                            key, port, () -> new TcpGateway(service.stream(), listener, ingress, gatewayMetrics))
                    .onSuccess(gateways -> {
                        tcpPorts.put(service.name(), gateways.getFirst().port());
                        gateways.forEach(gateway -> drain.first(gateway::drain));
                    });
        }
        if (service.http() != null) {
            started = started.compose(_ -> eachLoop.listen(
                            key, port, () -> new DeviceHttpGateway(service.http(), listener, ingress, gatewayMetrics))
                    .onSuccess(gateways ->
                            tcpPorts.put(service.name(), gateways.getFirst().port())));
        }
        if (service.datagrams() != null) {
            started = started.compose(_ -> eachLoop.once(
                            key,
                            port,
                            new DatagramGateway(
                                    service.datagrams(),
                                    listener,
                                    settings.maxDatagramPeers(),
                                    ingress,
                                    gatewayMetrics))
                    .onSuccess(gateway -> {
                        udpPorts.put(service.name(), gateway.port());
                        drain.first(gateway::drain);
                    }));
        }
        return started;
    }

    private Future<?> startJsonLines() {
        var settings = config.jsonLines();
        if (!settings.enabled()) {
            return Future.succeededFuture();
        }
        var gatewayMetrics = new GatewayMetrics(metrics.registry(), "json_lines");
        return eachLoop.listen(
                        "json-lines.port",
                        settings.port(),
                        () -> new JsonLinesGateway(settings, ingress, tokens::verify, live, gatewayMetrics))
                .onSuccess(gateways -> {
                    jsonLinesPort = gateways.getFirst().port();
                    gateways.forEach(gateway -> drain.first(gateway::drain));
                });
    }
}
