package io.headway.gateway;

import io.headway.config.HeadwayConfig;
import io.headway.model.Ingest;
import io.headway.model.Validation;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What all gateways of the process share.
 *
 * @param ingest makes a loop's own way to the shards
 */
public record Ingress(
        Vertx vertx,
        Function<Context, Ingest> ingest,
        DeviceDirectory devices,
        Admission admission,
        Validation validation,
        HeadwayConfig.Gateway limits) {

    /** The parts for the loop that owns {@code context}; called on it. */
    GatewayParts partsFor(Context context, GatewayMetrics metrics) {
        return new GatewayParts(
                vertx,
                ingest.apply(context),
                devices,
                admission,
                validation,
                metrics,
                new TurnEnd(context),
                InstantSource.system(),
                limits);
    }
}
