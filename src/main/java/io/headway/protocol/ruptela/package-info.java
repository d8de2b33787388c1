/**
 * Ruptela's device protocol over TCP and UDP. "Vendor document" in this package is "Ruptela device protocol", version 1.103 (10/05/2021, R&amp;D
 * department), which the maker gives to its partners only: of it only the contents page was at hand. Commands and layouts are known from
 * open implementations, and were held against captured packets where there are some; that of trouble codes was not.
 */
package io.headway.protocol.ruptela;
