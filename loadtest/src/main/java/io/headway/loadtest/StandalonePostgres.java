package io.headway.loadtest;

import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** An embedded PostgreSQL with its durability on: the library's defaults are those of tests and turn it off. */
final class StandalonePostgres implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private StandalonePostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static StandalonePostgres start() throws IOException {
        return new StandalonePostgres(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("max_connections", "50")
                .start());
    }

    PgConnectOptions options() {
        return new PgConnectOptions()
                .setHost("localhost")
                .setPort(postgres.getPort())
                .setUser("postgres")
                .setDatabase("postgres");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
