/**
 * Trackers TK103 and their many kin that speak in parentheses, {@code (013612345678BR00…)}, over TCP and UDP. Every "vendor document" in
 * this package is "GPRS Communication Protocol" (TK103B, KX402), version 1.5 of 2008-11-04; a section of it is named beside a rule. The form
 * with commas ({@code (864768011069660,ZC17,…)}) is that of a later maker, known from what its trackers send.
 */
package io.headway.protocol.tk103;
