/** TCP, WebSocket and HTTP ingress: frame, decode, authenticate, validate, hand over; and the acknowledgement once the receipt is here. */
package io.headway.gateway;
