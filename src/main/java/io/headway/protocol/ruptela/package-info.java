/**
 * Ruptela's device protocol over TCP and UDP. "Vendor document" in this package is "Ruptela device protocol", version 1.103 (10/05/2021, R&amp;D
 * department), which the maker gives to its partners only: commands and layouts are known from open implementations of it, and each was held
 * against captured packets.
 */
package io.headway.protocol.ruptela;
