package io.headway.app.cli;

import io.headway.protocol.Protocols;
import java.util.ArrayList;

/** What may stand behind {@code --protocol}: picocli shows it in the help, and {@link Usage} checks against it. */
final class ProtocolNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    /** Phones over WebSocket: no protocol of trackers. */
    static final String JSON = "json";

    ProtocolNames() {
        super(Protocols.byName().keySet());
    }

    /** Whether trackers speak it. */
    static boolean isTrackers(String name) {
        return Protocols.byName().containsKey(name);
    }
}
