package io.headway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/**
 * The embedded PostgreSQL as the event loop sees it: every wait is on a worker. The server's own doings are in {@link PostgresProcess}.
 */
final class EmbeddedDatabase {
    private final Vertx vertx;
    private final PostgresProcess server;
    private final DatabaseUrl url;

    private EmbeddedDatabase(Vertx vertx, PostgresProcess server, DatabaseUrl url) {
        this.vertx = vertx;
        this.server = server;
        this.url = url;
    }

    /**
     * Starts the server on its folder, which keeps the data of earlier runs.
     *
     * @return completes on the caller's context when the server answers; fails with a sentence for the operator
     */
    static Future<EmbeddedDatabase> start(Vertx vertx, Path folder, int port) {
        return vertx.executeBlocking(
                () -> {
                    var server = PostgresProcess.start(folder, folder, port);
                    return new EmbeddedDatabase(vertx, server, server.url());
                },
                false);
    }

    DatabaseUrl url() {
        return url;
    }

    /** Completes when everything is on disk and the server has ended. */
    Future<Void> stop() {
        return vertx.executeBlocking(
                () -> {
                    server.close();
                    return null;
                },
                false);
    }
}
