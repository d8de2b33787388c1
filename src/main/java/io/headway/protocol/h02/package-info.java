/**
 * The H02 family over TCP and UDP: text between asterisk and hash, and binary records that start with a dollar. Every "vendor document" in
 * this package is "GPS Protocol", 2020-7-6, of the makers of ST-901 and its like (V1, V4, the 32-byte record, vehicle_status), which repeats
 * the older "Protocol" of the TK and H02 trackers (X mode, S32, V2 and V3 with a place). Message kinds that it does not have (V5, V6, V8, V19, NBR, LINK, VP1, BS, BASE, HTBT,
 * longer records) are written down from what devices send.
 */
package io.headway.protocol.h02;
