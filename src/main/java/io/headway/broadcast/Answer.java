package io.headway.broadcast;

import java.util.List;

/**
 * The verticle's answer to a subscription. Every later update and notice follows on the same channel.
 *
 * @param epoch this start of the feed
 * @param offset where the subscription begins: whoever resumes from it gets all of {@code first} and what follows it
 * @param recovered whether {@code first} is all that was missed; null when the client did not ask to resume
 * @param scope as it is behind {@code first}; the subscriber's from now on. Null when the filter says it all
 * @param first what is sent before live updates: a snapshot, or what was missed; in order of their offsets
 */
record Answer(String epoch, long offset, Boolean recovered, Scope scope, List<? extends FeedItem> first) {}
