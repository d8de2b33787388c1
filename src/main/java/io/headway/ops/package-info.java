/** What the people who run it look at: meters, health, event-loop lag, logs. Knows no stage; it is given what it reports. */
package io.headway.ops;
