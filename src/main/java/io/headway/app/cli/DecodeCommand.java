package io.headway.app.cli;

import io.headway.protocol.Protocols;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headway decode}. Owned by the main thread. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the bytes of a device mean, and what it would be answered.",
            "They are given as hexadecimal digits, spaces and 0x between them allowed, or as text; \\r, \\n and \\0 in a text stand for those characters."
        },
        footer = {
            "",
            "Examples:",
            "  headway decode --protocol gt06 '78 78 0d 01 01 23 45 67 89 01 23 45 00 01 8c dd 0d 0a'",
            "  headway decode --protocol osmand 'id=7&lat=49.9&lon=11.5&timestamp=1767225600'"
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int NOTHING_WHOLE = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--protocol",
            required = true,
            paramLabel = "NAME",
            completionCandidates = ProtocolNames.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String protocol;

    @Option(names = "--udp", description = "The bytes are a datagram.")
    private boolean datagram;

    @Option(names = "--text", description = "They are text, even if they look like hexadecimal digits.")
    private boolean isText;

    @Parameters(paramLabel = "HEX|TEXT", description = "What the device sent: one frame, or several.")
    private String message;

    @Override
    public Integer call() {
        Usage.require(
                spec,
                ProtocolNames.isTrackers(protocol),
                "--protocol must be one of " + String.join(", ", new ProtocolNames()) + ".");
        var service = Protocols.byName().get(protocol);
        Usage.require(spec, !datagram || service.datagrams() != null, protocol + " is not spoken over UDP.");
        var out = spec.commandLine().getOut();
        var print = new FramePrint(out);
        var whole = print.all(service, bytes(), datagram);
        out.flush();
        return whole ? 0 : NOTHING_WHOLE;
    }

    private Buffer bytes() {
        var digits = message.replace("0x", "").replaceAll("[\\s:]", "");
        var isHex = !isText
                && !digits.isEmpty()
                && digits.length() % 2 == 0
                && digits.chars().allMatch(HexFormat::isHexDigit);
        return isHex
                ? Buffer.buffer(HexFormat.of().parseHex(digits))
                : Buffer.buffer(message.replace("\\r", "\r")
                        .replace("\\n", "\n")
                        .replace("\\0", "\0")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }
}
