/**
 * Suntech's trackers over TCP and UDP. "Vendor document" in this package is the "ST300/340 Operation Manual – LATAM", Rev. 1.41 of 26 May
 * 2015, for headers such as ST300STT, with the "ST310U Operation Manual", Rev. 1.08, the "ST4940 User Manual", Rev. 1.07, for the
 * acknowledgement over UDP, and the "ST940 User Manual", Rev. 1.19, for ST910. For headers of three letters it is the "Device Communication
 * Guide, Suntech Messages to Back-End Server", Rev. 1.62 of 5 April 2021, of which only parts were at hand: what is mapped of it agrees with
 * captured messages.
 */
package io.headway.protocol.suntech;
