package io.headway.relay;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public Internet from those of this machine, of private networks and of special purposes, to which a stranger's
 * webhook must not lead. Pure; any thread.
 *
 * <p>The ranges are those that the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890) do not call globally reachable, with
 * multicast (RFC 5771) and what embeds an IPv4 address (6to4, Teredo, NAT64): its true destination could be any.
 */
final class PublicAddress {
    private static final List<Prefix> SPECIAL_V4 = prefixes(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that IANA has given out as global unicast (RFC 4291, section 2.4); loopback, link-local, unique-local and mapped are outside. */
    private static final Prefix GLOBAL_V6 = Prefix.of("2000::/3");

    private static final List<Prefix> SPECIAL_V6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddress() {}

    private static final class Prefix {
        private final byte[] network;
        private final int bits;

        private Prefix(byte[] network, int bits) {
            this.network = network;
            this.bits = bits;
        }

        static Prefix of(String text) {
            var slash = text.indexOf('/');
            try {
                return new Prefix(
                        InetAddress.getByName(text.substring(0, slash)).getAddress(),
                        Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text + " is not a network", e);
            }
        }

        boolean contains(byte[] address) {
            var whole = bits / 8;
            if (!Arrays.equals(network, 0, whole, address, 0, whole)) {
                return false;
            }
            var mask = 0xFF00 >> (bits % 8) & 0xFF;
            return mask == 0 || ((network[whole] ^ address[whole]) & mask) == 0;
        }
    }

    /** An IPv4 address that is mapped into IPv6 counts as the former: Java reads it as one. */
    static boolean is(InetAddress address) {
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> SPECIAL_V4.stream().noneMatch(prefix -> prefix.contains(bytes));
            case Inet6Address _ ->
                GLOBAL_V6.contains(bytes) && SPECIAL_V6.stream().noneMatch(prefix -> prefix.contains(bytes));
            default -> false;
        };
    }

    private static List<Prefix> prefixes(String... texts) {
        return Arrays.stream(texts).map(Prefix::of).toList();
    }
}
