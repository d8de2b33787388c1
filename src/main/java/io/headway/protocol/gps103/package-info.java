/**
 * Coban's trackers GPS103, TK103B, GPS303 and others of "protocol 12" and "18", over TCP and UDP. The vendor document is "GPRS Protocol" of
 * Shenzhen Coban Electronics, 2014-12-12. Only its table of contents was at hand: sections are cited by their titles there, and the fields are
 * from messages of the field, from what open servers answer, and, for OBD, from flespi's description of the protocol (units).
 */
package io.headway.protocol.gps103;
