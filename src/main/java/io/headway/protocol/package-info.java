/**
 * Bytes to model and back, one package per device protocol. Pure: no sockets, no threads, no Vert.x beyond Buffer. A protocol never sends
 * and never stores; the acknowledgement it wants is a value in the frame.
 */
package io.headway.protocol;
