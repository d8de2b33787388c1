/**
 * Queclink's device protocol "@Track": messages of text that end with a dollar sign, and those of bytes ("HEX") that the older vehicle
 * trackers send when set so. Every "vendor document" in this package is an "@Track Air Interface Protocol" of Queclink Wireless Solutions; the
 * models share one structure, and where they differ the document is named: GV200 (TRACGV200AN003, 4.11, and TRACGV200AN023, 5.01), GV300
 * (TRACGV300AN002), GL300 (TRACGL300AN001, 1.02), GMT100 (TRACGMT100AN001, 1.0), GV350M (QSZTRACGV350MAN0311), GV310LAU (7.05), GL100 (TRACGL100AN002), GL601
 * (air interface v10).
 */
package io.headway.protocol.queclink;
