package io.headway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    private static final String PASSWORD = "pa%3Ass+w%40rd";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:" + PASSWORD + "@db.example.com:6432/fleet?sslmode=verify-full&sslrootcert=/ca.pem",
                "postgres://me:" + PASSWORD + "@db.example.com:6432/fleet?sslrootcert=/ca.pem&sslmode=verify-full",
                "jdbc:postgresql://db.example.com:6432/fleet?user=me&password=" + PASSWORD
                        + "&sslmode=verify-full&sslrootcert=/ca.pem&channel_binding=require"
            })
    void reads_the_forms_in_use(String text) {
        var url = DatabaseUrl.parse(text);
        assertThat(url)
                .isEqualTo(new DatabaseUrl(
                        "db.example.com",
                        6432,
                        "fleet",
                        "me",
                        "pa:ss+w@rd",
                        new DatabaseUrl.Ssl(SslMode.VERIFY_FULL, Optional.of("/ca.pem"))));
        assertThat(url.connectOptions(5_000).getPassword()).isEqualTo("pa:ss+w@rd");
        assertThat(url.dataSource(1_000, 1_000).getPassword()).isEqualTo("pa:ss+w@rd");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:6432/fleet?sslmode=verify-full");
    }

    @Test
    void fills_in_what_is_left_out() {
        var url = DatabaseUrl.parse("postgresql://me@[::1]/fleet");
        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.password()).isNull();
        assertThat(url.ssl().mode()).isEqualTo(SslMode.DISABLE);
        assertThat(DatabaseUrl.parse("postgresql://db/fleet").ssl().mode()).isEqualTo(SslMode.PREFER);
    }

    @Test
    void gives_the_server_its_timeouts() {
        assertThat(DatabaseUrl.parse("postgresql://me@db/fleet")
                        .connectOptions(15_000)
                        .getProperties())
                .containsEntry("statement_timeout", "15000")
                .containsEntry("lock_timeout", "7500");
    }

    @Test
    void never_prints_the_password() {
        var url = DatabaseUrl.parse("postgresql://me:sesame@db/fleet");
        assertThat(url.toString()).isEqualTo("postgresql://me:***@db:5432/fleet");
        assertThat(url.jdbcUrl()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:sesame@db/fleet",
                "postgresql://me:sesame@db1:1,db2:2/fleet",
                "postgresql://me:ses ame@db/fleet",
                "postgresql://me:sesame%zz@db/fleet",
                "postgresql://me:sesame@db:99999/fleet",
                "postgresql://me:sesame@db/fleet?sslmode=maybe",
                "me:sesame@db"
            })
    void refuses_anything_else_without_quoting_it(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a database URL")
                .hasMessageNotContainingAny("sesame", "ses ame")
                .hasNoCause();
    }
}
