package io.headway.model;

/**
 * A stage that sees every position that is stored. It must call {@link Backlog#done} for each it has dealt with: while its backlog is full,
 * the shards give back no credits, so it holds up the senders and not the memory.
 *
 * @param address on the event bus; it gets a {@link PositionBatch} for each commit of each shard
 * @param backlog counted up by the shards
 */
public record StoredFeed(String address, Backlog backlog) {}
