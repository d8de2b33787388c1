package io.headway.testing;

import io.headway.config.HeadwayConfig;
import java.util.Optional;

/** The database part of a configuration, by hand. */
public record DatabaseSettings(
        Optional<String> url,
        String dataDir,
        int embeddedPort,
        int poolSize,
        int connectTimeoutMs,
        int statementTimeoutMs)
        implements HeadwayConfig.Database {}
