/**
 * Wialon IPS over TCP and UDP. Every "vendor document" in this package is Gurtam's "Wialon IPS, communication protocol", version 1.1, and
 * 2.0 of October 2014, which adds the version of the protocol and checksums; a section of it is named beside a rule.
 */
package io.headway.protocol.wialon;
