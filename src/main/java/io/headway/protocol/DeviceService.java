package io.headway.protocol;

/**
 * A protocol of trackers and where it is served. The transports that it does not have are null.
 *
 * @param name lower case, of letters and digits
 * @param port the usual one, to which devices of the field are configured; that of every transport the protocol has
 * @param stream over TCP
 * @param datagrams over UDP
 * @param http over HTTP; has a port of its own, so never beside {@code stream}
 * @param encoder a tracker's side of it, over TCP or HTTP
 * @param datagramEncoder a tracker's side of it, over UDP
 */
public record DeviceService(
        String name,
        int port,
        DeviceProtocol stream,
        DatagramProtocol datagrams,
        HttpProtocol http,
        DeviceEncoder encoder,
        DeviceEncoder datagramEncoder) {

    /** Over TCP alone. */
    public static DeviceService tcp(int port, DeviceProtocol stream, DeviceEncoder encoder) {
        return new DeviceService(stream.name(), port, stream, null, null, encoder, null);
    }

    /** Over TCP, and over UDP the same frames. */
    public static DeviceService tcpAndUdp(int port, DeviceProtocol stream, DeviceEncoder encoder) {
        return tcp(port, stream, encoder).udp(DatagramProtocol.of(stream), encoder);
    }

    /** Over HTTP. */
    public static DeviceService http(int port, HttpProtocol http, DeviceEncoder encoder) {
        return new DeviceService(http.name(), port, null, null, http, encoder, null);
    }

    /** This one, and over UDP as well. */
    public DeviceService udp(DatagramProtocol overUdp, DeviceEncoder encoderOverUdp) {
        return new DeviceService(name, port, stream, overUdp, http, encoder, encoderOverUdp);
    }
}
