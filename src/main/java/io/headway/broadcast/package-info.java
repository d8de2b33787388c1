/** The broadcast verticle: last-known positions, subscriptions, conflation, snapshot and resume. Sees positions before they are committed. */
package io.headway.broadcast;
