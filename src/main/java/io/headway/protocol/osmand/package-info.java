/**
 * The OsmAnd protocol: positions of phones as parameters or JSON over HTTP. Every "vendor document" in this package is "OsmAnd protocol",
 * traccar.org/osmand, as of 2025, which describes what OsmAnd and Traccar Client send; for JSON also "Location Data Schema" of
 * transistorsoft's Background Geolocation, wiki of flutter_background_geolocation, as of 2023.
 */
package io.headway.protocol.osmand;
