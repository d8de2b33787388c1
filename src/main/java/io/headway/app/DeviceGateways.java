package io.headway.app;

import io.headway.config.HeadwayConfig;
import io.headway.gateway.GatewayMetrics;
import io.headway.gateway.Ingress;
import io.headway.gateway.JsonLinesGateway;
import io.headway.gateway.LiveFeed;
import io.headway.gateway.TcpGateway;
import io.headway.ops.Metrics;
import io.headway.protocol.teltonika.TeltonikaProtocol;
import io.headway.security.Tokens;
import io.vertx.core.Future;

/** The ports that devices speak to, each protocol on its own. Made and started by the Engine. */
final class DeviceGateways {
    private final HeadwayConfig config;
    private final Ingress ingress;
    private final Tokens tokens;
    private final LiveFeed live;
    private final Metrics metrics;
    private final EachLoop eachLoop;
    private final Drain drain;
    private int teltonikaPort;
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
        return startTeltonika().compose(_ -> startJsonLines());
    }

    /** 0 when off. */
    int teltonikaPort() {
        return teltonikaPort;
    }

    /** 0 when off. */
    int jsonLinesPort() {
        return jsonLinesPort;
    }

    private Future<?> startTeltonika() {
        var settings = config.teltonika();
        if (!settings.enabled()) {
            return Future.succeededFuture();
        }
        var protocol = new TeltonikaProtocol();
        var listener = new TcpGateway.Listener(settings.host(), settings.port(), settings.maxBadFrames());
        var gatewayMetrics = new GatewayMetrics(metrics.registry(), protocol.name());
        return eachLoop.listen(
                        "teltonika.port",
                        settings.port(),
                        () -> new TcpGateway(protocol, listener, ingress, gatewayMetrics))
                .onSuccess(gateways -> {
                    teltonikaPort = gateways.getFirst().port();
                    gateways.forEach(gateway -> drain.first(gateway::drain));
                });
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
