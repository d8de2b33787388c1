/**
 * JT/T 808, the protocol of Chinese vehicle terminals, in its versions of 2011, 2013 and 2019. "Vendor document" in this package is JT/T
 * 808-2011 "GNSS system for road transport vehicles: communication protocol and data format of vehicle terminals", and JT/T 808-2019 where
 * a version is named; the standard's own text was not at hand, its fields are as the documents of makers that follow it give them. What
 * makers add to it is from their own documents: "JT/T808 Protocol for G10LS" (AIPorto), "4G Wireless Air Protocol"
 * VJT.04.063 (OBD terminals), the software kits jt701 to jt709 of Jointech (Shenzhen Joint Technology), T/JSATL 12-2017 for driver assistance; where there is none,
 * from captured messages and open decoders, and the comment says so.
 */
package io.headway.protocol.jt808;
