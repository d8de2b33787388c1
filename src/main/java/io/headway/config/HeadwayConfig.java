package io.headway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, bound and checked once at start. {@code config/headway.yaml} holds every key with its default and unit; stages
 * are given their own part.
 */
@ConfigMapping(prefix = "headway")
public interface HeadwayConfig {
    Http http();

    Websocket websocket();

    JsonLines jsonLines();

    Teltonika teltonika();

    Gateway gateway();

    Validation validation();

    Devices devices();

    Shards shards();

    Database database();

    Retention retention();

    Live live();

    Jwt jwt();

    Shutdown shutdown();

    Log log();

    /** HTTP server: REST, WebSocket, live page, health and metrics. */
    interface Http {
        String host();

        int port();

        int maxBodyBytes();
    }

    /** {@code /ws/tracking}. */
    interface Websocket {
        Optional<List<String>> allowedOrigins();

        int maxMessageBytes();

        long authDeadlineMs();

        long pingIntervalMs();
    }

    /** JSON lines over TCP. */
    interface JsonLines {
        boolean enabled();

        String host();

        int port();

        int maxLineBytes();
    }

    /** Teltonika over TCP. */
    interface Teltonika {
        boolean enabled();

        String host();

        int port();

        int maxFrameBytes();

        int maxBadFrames();
    }

    /** Limits of all device connections. */
    interface Gateway {
        long loginDeadlineMs();

        long idleTimeoutMs();

        int maxConnections();

        int maxConnectionsPerAddress();

        int maxConnectionsPerDevice();

        int maxInFlightPerConnection();
    }

    /** Which fixes are accepted. */
    interface Validation {
        int maxAgeDays();

        long maxAheadMs();
    }

    /** Device registration. */
    interface Devices {
        boolean autoRegister();
    }

    /** The single writers. */
    interface Shards {
        int count();

        int credits();

        int maxRowsPerFlush();

        int dedupWindow();

        int maxVehicles();
    }

    /** PostgreSQL. */
    interface Database {
        Optional<String> url();

        String dataDir();

        int embeddedPort();

        int poolSize();

        int connectTimeoutMs();

        int statementTimeoutMs();
    }

    /** Life of partitions. */
    interface Retention {
        int days();

        int archiveAfterDays();

        Optional<String> archiveDir();

        long checkIntervalMs();

        int daysAhead();
    }

    /** The live feed. */
    interface Live {
        int historySize();

        long resumeWindowMs();

        int maxBacklog();

        int maxSubscriberBufferBytes();

        long slowCloseMs();

        int maxRateHz();

        int maxSubscriptions();
    }

    /** Tokens. */
    interface Jwt {
        String algorithm();

        Optional<String> secretKey();

        Optional<String> publicKeyFile();

        Optional<String> privateKeyFile();

        Optional<String> jwksFile();

        Optional<String> issuer();

        Optional<String> audience();

        int leewayS();

        Optional<List<String>> roleAliases();
    }

    /** Ordered stop. */
    interface Shutdown {
        @WithDefault("8000")
        long drainDeadlineMs();
    }

    /** Logging. */
    interface Log {
        String level();

        String format();
    }
}
