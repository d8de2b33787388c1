/** The single writer of each vehicle: dedup window, credits, group commit. One shard runs on one event loop. */
package io.headway.shard;
