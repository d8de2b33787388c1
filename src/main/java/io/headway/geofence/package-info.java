/**
 * Places: shapes on the globe, the immutable index of a workspace's geofences, and the judge of who came, stayed, left and passed through.
 * Knows no thread but its callers' and stores nothing; the shard calls it for each position.
 */
package io.headway.geofence;
