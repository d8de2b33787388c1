/**
 * The protocol of Concox's GT06 and of the many that speak it since: Jimi, Wetrack, GK310, SL4X, X3 and other makers' models. "Vendor
 * document" in this package is "GPS Tracker Communication Protocol (GT06)", Shenzhen Concox Information Technology, version 1.8.1; where a
 * later kind of packet is meant, the document of a model that has it is named: "JM-VL03", version 1.1.2, and "JM-VL01 (GV40)", version 19 of
 * 2021-12-29. What makers send beyond any published document is told from captured packets, and said so.
 */
package io.headway.protocol.gt06;
