/**
 * Watches for children and the elderly that report to the SeTracker family of platforms, over TCP: {@code [3G*id*length*content]}. The
 * vendor document is "Beesure GPS SeTracker Server Protocol" of 4P-Touch (Shenzhen Yushengchang Technology), 2025-08-02, which repeats the
 * "Communication Protocol" of Shenzhen 3G Electronics. Kinds that it does not have are from messages of the field and from what open servers
 * answer to watches that work with them.
 */
package io.headway.protocol.watch;
