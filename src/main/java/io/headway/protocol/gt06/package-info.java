/**
 * The protocol of Concox's GT06 and of the many that speak it since: Jimi, Wetrack, GK310, SL4X, X3 and other makers' models. Three kinds of
 * source stand beside the rules of this package. "Vendor document" is "GPS Tracker Communication Protocol, JM-VL03", Shenzhen Concox
 * Information Technology, version 1.1.2, as transcribed in github.com/fcode09/jimi-vl103m. "Captured packets" are of real devices, and
 * agree with the rule. "Common reading" is how the open-source server Traccar reads the packet (Gt06ProtocolDecoder): no document of the
 * maker, and no captured packet, has confirmed it here.
 */
package io.headway.protocol.gt06;
