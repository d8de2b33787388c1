/**
 * The JSON protocol that phones, browsers and partners speak: over WebSocket, as JSON lines over TCP, and as bodies of HTTP requests. Pure
 * functions from bytes to {@link io.headway.protocol.json.ClientMessage} and from model to bytes.
 */
package io.headway.protocol.json;
