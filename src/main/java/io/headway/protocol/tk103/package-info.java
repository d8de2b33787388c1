/**
 * Trackers TK103 and their many kin that speak in parentheses, {@code (013612345678BR00…)}, over TCP and UDP. The vendor document is "GPRS
 * Communication Protocol" (TK103B, KX402), version 1.5 of 2008-11-04. Its introduction and table of commands were at hand; the fields of a
 * position and the numbers of alarms are from its examples as they circulate, from messages of the field and from what open servers answer.
 * The form with commas ({@code (864768011069660,ZC17,…)}) is that of a later maker, known from what its trackers send.
 */
package io.headway.protocol.tk103;
