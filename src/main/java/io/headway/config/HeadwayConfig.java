package io.headway.config;

import io.smallrye.config.ConfigMapping;
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

    Trackers trackers();

    Gateway gateway();

    Validation validation();

    Devices devices();

    Vehicles vehicles();

    Geofences geofences();

    Shards shards();

    Database database();

    Retention retention();

    Trips trips();

    Live live();

    Relay relay();

    Kafka kafka();

    Webhooks webhooks();

    Deviation deviation();

    Jwt jwt();

    Shutdown shutdown();

    Log log();

    /** HTTP server: REST, WebSocket, live page, health and metrics. */
    interface Http {
        String host();

        @Range(min = 0, max = 65535)
        int port();

        @Range(min = 1024, max = 1 << 30)
        int maxBodyBytes();
    }

    /** {@code /ws/tracking}. */
    interface Websocket {
        Optional<List<String>> allowedOrigins();

        @Range(min = 256, max = 16 << 20)
        int maxMessageBytes();

        @Range(min = 100, max = 600_000)
        long authDeadlineMs();

        @Range(min = 100, max = 3_600_000)
        long pingIntervalMs();
    }

    /** JSON lines over TCP. */
    interface JsonLines {
        boolean enabled();

        String host();

        @Range(min = 0, max = 65535)
        int port();

        @Range(min = 256, max = 16 << 20)
        int maxLineBytes();
    }

    /** The protocols of trackers and phones, each on its own port. */
    interface Trackers {
        String host();

        Optional<List<String>> protocols();

        Optional<List<String>> ports();

        @Range(min = 64, max = 16 << 20)
        int maxFrameBytes();

        @Range(min = 1, max = 1000)
        int maxBadFrames();

        @Range(min = 1, max = 10_000_000)
        int maxDatagramPeers();
    }

    /** Limits of all device connections. */
    interface Gateway {
        @Range(min = 100, max = 600_000)
        long loginDeadlineMs();

        @Range(min = 100, max = 86_400_000)
        long idleTimeoutMs();

        @Range(min = 1, max = 10_000_000)
        int maxConnections();

        @Range(min = 1, max = 10_000_000)
        int maxConnectionsPerAddress();

        @Range(min = 1, max = 1000)
        int maxConnectionsPerDevice();

        @Range(min = 1, max = 1_000_000)
        int maxInFlightPerConnection();
    }

    /** Which fixes are accepted. */
    interface Validation {
        @Range(min = 1, max = 36_500)
        int maxAgeDays();

        @Range(min = 0, max = 86_400_000)
        long maxAheadMs();
    }

    /** Device registration. */
    interface Devices {
        boolean autoRegister();
    }

    /** What is said of vehicles. */
    interface Vehicles {
        @Range(min = 1_000, max = 604_800_000)
        long offlineAfterMs();

        @Range(min = 0, max = 100)
        int overspeedToleranceKmh();
    }

    /** Where geofences are compared with positions. */
    interface Geofences {
        @Range(min = 0, max = 10_000)
        int defaultAccuracyM();
    }

    /** The single writers. */
    interface Shards {
        @Range(min = 0, max = 64)
        int count();

        @Range(min = 1, max = 10_000_000)
        int credits();

        @Range(min = 1, max = 100_000)
        int maxRowsPerFlush();

        @Range(min = 1, max = 4096)
        int dedupWindow();

        @Range(min = 1, max = 10_000_000)
        int maxVehicles();
    }

    /** PostgreSQL. */
    interface Database {
        @Hidden
        Optional<String> url();

        String dataDir();

        @Range(min = 0, max = 65535)
        int embeddedPort();

        @Range(min = 1, max = 256)
        int poolSize();

        @Range(min = 100, max = 60_000)
        int connectTimeoutMs();

        @Range(min = 100, max = 600_000)
        int statementTimeoutMs();
    }

    /** Life of partitions. */
    interface Retention {
        @Range(min = 1, max = 36_500)
        int days();

        @Range(min = 0, max = 36_500)
        int archiveAfterDays();

        Optional<String> archiveDir();

        @Range(min = 1, max = 36_500)
        int eventDays();

        @Range(min = 1000, max = 86_400_000)
        long checkIntervalMs();

        @Range(min = 1, max = 60)
        int daysAhead();
    }

    /** The live feed. */
    interface Live {
        @Range(min = 1, max = 10_000_000)
        int historySize();

        @Range(min = 0, max = 3_600_000)
        long resumeWindowMs();

        @Range(min = 1, max = 10_000_000)
        int maxBacklog();

        @Range(min = 4096, max = 1 << 30)
        int maxSubscriberBufferBytes();

        @Range(min = 100, max = 600_000)
        long slowCloseMs();

        @Range(min = 1, max = 100)
        int maxRateHz();

        @Range(min = 1, max = 1000)
        int maxSubscriptions();

        @Range(min = 1, max = 1_000_000)
        int maxWaitingEvents();
    }

    /** Trips: when they start, and what counts as driven and as stopped. */
    interface Trips {
        @Range(min = 0, max = 525_600)
        int earlyStartMinutes();

        @Range(min = 1, max = 50)
        int stopSpeedKmh();

        @Range(min = 1, max = 86_400)
        int stopMinS();

        @Range(min = 10, max = 1000)
        int maxSpeedKmh();
    }

    /** When a vehicle is off its route. */
    interface Deviation {
        @Range(min = 1, max = 100_000)
        int thresholdM();

        @Range(min = 1, max = 1_000_000)
        int criticalM();

        @Range(min = 1, max = 1_000)
        int offFixes();

        @Range(min = 0, max = 86_400)
        int offS();

        @Range(min = 1, max = 1_000)
        int onFixes();

        @Range(min = 0, max = 100_000)
        int wrongWayM();

        @Range(min = 0, max = 10_000)
        int defaultAccuracyM();

        @Range(min = 10, max = 10_000)
        int maxSpeedKmh();

        @Range(min = 100, max = 600_000)
        long checkpointMs();

        @Range(min = 1, max = 10_000_000)
        int maxBacklog();

        @Range(min = 1, max = 10_000_000)
        int maxDeployments();
    }

    /** Events on their way out of the outbox. */
    interface Relay {
        @Range(min = 1, max = 10_000)
        int maxEventsPerStep();

        @Range(min = 10, max = 60_000)
        long pollMs();

        @Range(min = 10, max = 600_000)
        long maxRetryMs();
    }

    /** Kafka; off without bootstrap servers. */
    interface Kafka {
        Optional<String> bootstrapServers();

        String clientId();

        Optional<String> propertiesFile();

        Optional<String> topicPrefix();

        @Range(min = 1000, max = 120_000)
        int deliveryTimeoutMs();

        @Range(min = 1 << 20, max = 1 << 30)
        int bufferBytes();

        @OneOf({"off", "sampled", "all"})
        String positions();

        @Range(min = 1, max = 86_400)
        int positionSampleS();

        @Range(min = 1, max = 10_000_000)
        int positionMaxBacklog();

        boolean consumeRoutes();

        String groupId();
    }

    /** Webhooks of workspaces. */
    interface Webhooks {
        boolean allowPrivateAddresses();

        boolean allowHttp();

        @Range(min = 1, max = 1000)
        int maxPerWorkspace();

        @Range(min = 100, max = 120_000)
        int timeoutMs();

        @Range(min = 1, max = 256)
        int parallelism();

        @Range(min = 1, max = 600_000)
        long firstRetryMs();

        @Range(min = 10, max = 86_400_000)
        long maxRetryMs();

        @Range(min = 100, max = 2_592_000_000L)
        long giveUpAfterMs();

        @Range(min = 1, max = 10_000_000)
        int maxWaiting();

        @Range(min = 1, max = 3650)
        int deadLetterDays();
    }

    /** Tokens. */
    interface Jwt {
        @OneOf({"HS256", "RS256", "ES256"})
        String algorithm();

        @Hidden
        Optional<String> secretKey();

        Optional<String> publicKeyFile();

        Optional<String> privateKeyFile();

        Optional<String> jwksFile();

        Optional<String> issuer();

        Optional<String> audience();

        @Range(min = 0, max = 300)
        int leewayS();

        Optional<List<String>> roleAliases();
    }

    /** Ordered stop. */
    interface Shutdown {
        @Range(min = 100, max = 600_000)
        long drainDeadlineMs();
    }

    /** Logging. */
    interface Log {
        @OneOf({"trace", "debug", "info", "warn", "error"})
        String level();

        @OneOf({"text", "json"})
        String format();
    }
}
