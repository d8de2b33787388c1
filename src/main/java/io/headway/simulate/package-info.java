/** Devices that are not there: a fleet that drives over real sockets, and the replay of recorded tracks. A client, not a stage. */
package io.headway.simulate;
