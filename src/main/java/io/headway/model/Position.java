package io.headway.model;

import java.util.UUID;

/**
 * An accepted fix of a known vehicle: what is stored and broadcast.
 *
 * @param source whose it is
 * @param fix what was reported
 * @param fingerprint 64-bit hash of the content, see {@link Fingerprint}; part of the primary key
 * @param receivedAtUs when its shard accepted it, microseconds since 1970-01-01T00:00Z; strictly increasing per shard
 */
public record Position(Source source, Fix fix, long fingerprint, long receivedAtUs) {

    public UUID vehicleId() {
        return source.vehicleId();
    }

    public UUID workspaceId() {
        return source.workspaceId();
    }
}
