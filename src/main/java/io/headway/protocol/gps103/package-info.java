/**
 * Coban's trackers GPS103, TK103B, GPS303 and others of "protocol 12" and "18", over TCP and UDP. Every "vendor document" in this package is
 * "GPRS Protocol" of Shenzhen Coban Electronics, 2014-12-12; a section of it is named beside a rule. What OBD trackers of the maker send
 * (GPS306, TK303 with OBD) is of its supplement for those.
 */
package io.headway.protocol.gps103;
