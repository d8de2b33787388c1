/**
 * OwnTracks over HTTP. Every "vendor document" in this package is the "OwnTracks Booklet", owntracks.org/booklet, chapters "JSON" and
 * "HTTP", as of 2025; a section of it is named beside a rule.
 */
package io.headway.protocol.owntracks;
