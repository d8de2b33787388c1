/**
 * Watches for children and the elderly that report to the SeTracker family of platforms, over TCP: {@code [3G*id*length*content]}. The
 * maker's "Communication Protocol" (Shenzhen 3G Electronics) circulates in copies and was not at hand: what stands here is from messages of
 * the field, among them its examples, and from what open servers answer to watches that work with them. So no section is cited.
 */
package io.headway.protocol.watch;
