/**
 * NMEA 0183 sentences over TCP and UDP, each line one sentence, with the identity of the device in a line of its own or before the sentence.
 * Every "vendor document" in this package is "NMEA 0183 Standard for Interfacing Marine Electronic Devices", version 4.11 (2018), for the
 * sentences RMC, GGA, GLL, GNS, RMA and the checksum; "u-blox M8 Receiver Description", UBX-13003221, section "PUBX,00" for that sentence.
 * Lines with an identity are the makers' own: Sierra Wireless AirLink ($PSIWMDID), Cradlepoint ($PCPTI), San Jose Technology ("GS-818 User
 * Manual", imei=…&rmc=…), Multi-Tech ("Universal IP AT Commands Reference Guide", GPSURAIS), and others that only captures show.
 */
package io.headway.protocol.nmea;
