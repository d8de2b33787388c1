/**
 * Meitrack over TCP and UDP. Every "vendor document" in this package is "MEITRACK GPRS Protocol", V1.6 of June 2013, for text, and "MEITRACK
 * T622 GPRS Protocol" of 2017 for CCC; a section is named beside a rule. For CCE it is "MEITRACK P88L GPRS Protocol", V1.3 of October 2020,
 * whose table of parameters was at hand in part only: what is mapped of it agrees with captured messages wherever they have it.
 */
package io.headway.protocol.meitrack;
