/** Hands on what the outbox holds: events to Kafka and to webhooks; and positions to Kafka, and deployed routes from there. */
package io.headway.relay;
