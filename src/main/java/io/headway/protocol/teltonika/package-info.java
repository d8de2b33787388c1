/**
 * Teltonika's device protocol over TCP: codecs 7, 8, 8 Extended and 16 for records; 12 to 15 for text. Every "vendor document" in this package
 * is "Teltonika Data Sending Protocols", wiki.teltonika-gps.com/view/Teltonika_Data_Sending_Protocols, as of 2023 and later; a section of
 * it is named beside a rule.
 */
package io.headway.protocol.teltonika;
