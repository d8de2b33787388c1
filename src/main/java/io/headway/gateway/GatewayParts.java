package io.headway.gateway;

import io.headway.config.HeadwayConfig;
import io.headway.model.Fix;
import io.headway.model.Ingest;
import io.headway.model.Item;
import io.headway.model.Validation;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What every connection of one gateway loop needs. One per verticle instance.
 *
 * @param ingest the loop's own way to the shards
 * @param turnEnd the loop's own
 */
record GatewayParts(
        Vertx vertx,
        Ingest ingest,
        DeviceDirectory devices,
        Admission admission,
        Validation validation,
        GatewayMetrics metrics,
        TurnEnd turnEnd,
        InstantSource clock,
        HeadwayConfig.Gateway limits) {

    /** Each fix as it may be stored, or its rejection. */
    List<Item> validated(List<Fix> fixes) {
        var nowMs = clock.millis();
        var items = new ArrayList<Item>(fixes.size());
        for (var fix : fixes) {
            items.add(validation.check(fix, nowMs));
        }
        return items;
    }
}
