package io.headway.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.testing.FreshDatabase;
import io.headway.testing.RunningEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A start that cannot succeed must end, and say why: a process that hangs is not restarted by anybody. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FailedStartIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void a_taken_port_fails_the_start_and_is_named() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            assertThatThrownBy(() -> RunningEngine.start(
                            DATABASE.urlText(), Map.of("trackers.ports", "all=0,teltonika=" + port)))
                    .hasStackTraceContaining(port);
        }
    }

    @Test
    void an_unreachable_database_fails_the_start() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = "postgresql://nobody:nothing@127.0.0.1:" + silent.getLocalPort() + "/none";
            assertThatThrownBy(() -> RunningEngine.start(url, Map.of("database.connect-timeout-ms", "1000")))
                    .hasStackTraceContaining(String.valueOf(silent.getLocalPort()));
        }
    }
}
