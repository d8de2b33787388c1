package io.headway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProcessIT {
    private static final Path PROGRAMS = Path.of("target", "postgresql");

    @TempDir
    private Path folder;

    @Test
    void is_durable_by_its_own_word_and_open_to_nobody_else() throws Exception {
        try (var server = PostgresProcess.start(folder, PROGRAMS, 0)) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(server, "full_page_writes")).isEqualTo("on");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "unix_socket_directories")).isEmpty();
            assertThat(setting(server, "server_version")).startsWith("18.");
            assertThat(setting(server, "jit")).isEqualTo("off");
            assertThat(setting(server, "autovacuum")).isEqualTo("on");
            var url = server.url();
            var stranger = new DatabaseUrl(url.host(), url.port(), url.database(), url.user(), "guess", url.ssl());
            assertThatThrownBy(() -> stranger.dataSource(5_000, 5_000).getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void a_second_start_continues_on_the_same_data() throws Exception {
        try (var server = PostgresProcess.start(folder, PROGRAMS, 0)) {
            execute(server, "create table kept as select 42 as answer");
        }
        assertThat(PostgresProcess.runningOn(folder)).isEmpty();
        try (var server = PostgresProcess.start(folder, PROGRAMS, 0)) {
            assertThat(value(server, "select answer from kept")).isEqualTo("42");
            assertThat(PostgresProcess.runningOn(folder)).contains(server.url());
        }
    }

    @Test
    void a_second_engine_on_the_folder_is_refused() throws Exception {
        try (var server = PostgresProcess.start(folder, PROGRAMS, 0)) {
            assertThatThrownBy(() -> PostgresProcess.start(folder, PROGRAMS, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another engine is running on " + folder);
            assertThat(value(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_server_left_behind_by_a_killed_engine_is_stopped_and_its_data_kept() throws Exception {
        var engine = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Abandon.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(engine.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var orphan = PostmasterPid.read(folder.resolve("pgdata")).orElseThrow();
        assertThat(orphan.isPostgresOf(folder.resolve("pgdata"))).isTrue();
        try (var server = PostgresProcess.start(folder, PROGRAMS, 0)) {
            assertThat(server.pid()).isNotEqualTo(orphan.pid());
            assertThat(value(server, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void a_process_that_is_not_its_server_is_left_alone() throws Exception {
        PostgresProcess.start(folder, PROGRAMS, 0).close();
        var self = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("pgdata/postmaster.pid"), self + "\n" + folder + "\n0\n1\n");
        try (var server = PostgresProcess.start(folder, PROGRAMS, 0)) {
            assertThat(server.pid()).isNotEqualTo(self);
        }
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PostgresProcess.start(folder, PROGRAMS, taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not start on port " + taken.getLocalPort())
                    .hasMessageContaining("could not create any TCP/IP sockets");
        }
        PostgresProcess.start(folder, PROGRAMS, 0).close();
    }

    /** An engine that dies without a word. */
    static final class Abandon {
        private Abandon() {}

        public static void main(String[] args) throws Exception {
            var server = PostgresProcess.start(Path.of(args[0]), PROGRAMS, 0);
            execute(server, "create table kept as select 42 as answer");
            Runtime.getRuntime().halt(137);
        }
    }

    private static String setting(PostgresProcess server, String name) throws Exception {
        return value(server, "show " + name);
    }

    private static String value(PostgresProcess server, String sql) throws Exception {
        try (var connection = server.url().dataSource(5_000, 5_000).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(PostgresProcess server, String sql) throws Exception {
        try (var connection = server.url().dataSource(5_000, 5_000).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
