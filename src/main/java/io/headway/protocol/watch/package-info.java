/**
 * Watches for children and the elderly that report to the SeTracker family of platforms, over TCP: {@code [3G*id*length*content]}. Every
 * "vendor document" in this package is "GPS Watch Communication Protocol" of Shenzhen 3G Electronics (SeTracker), versions 1.0 (2014) and
 * 3.x (2016); a section of it is named beside a rule. It gives no body temperature, blood oxygen or voice messages: those are of its later
 * supplements for 4G watches.
 */
package io.headway.protocol.watch;
