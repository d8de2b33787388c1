package io.headway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.testing.FreshDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @BeforeAll
    static void migrate() {
        assertThat(Migrations.run(DATABASE.url(), 5_000).applied()).isPositive();
    }

    @Test
    void a_second_run_changes_nothing() {
        var outcome = Migrations.run(DATABASE.url(), 5_000);
        assertThat(outcome.applied()).isZero();
        assertThat(outcome.version()).isEqualTo("4");
    }

    @Test
    void makes_the_default_workspace() throws SQLException {
        assertThat(DATABASE.value("select id from workspaces")).isEqualTo(Workspaces.DEFAULT_ID.toString());
    }

    @Test
    void the_schema_itself_keeps_a_device_from_a_vehicle_of_another_workspace() throws SQLException {
        DATABASE.execute("insert into workspaces (id, name) values ('00000000-0000-0000-0000-00000000000b', 'b');"
                + "insert into vehicles (id, workspace_id, name) values"
                + " ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-00000000000b', 'b1')");
        assertThatThrownBy(() -> DATABASE.execute("""
                        insert into devices (id, workspace_id, vehicle_id, unique_id, name) values
                        (gen_random_uuid(), '00000000-0000-0000-0000-000000000001',
                        '00000000-0000-0000-0000-0000000000b1', '1', 'intruder')"""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("devices_vehicle_of_workspace");
    }

    @Test
    void an_unreachable_server_is_named_without_the_password() {
        var nowhere = DatabaseUrl.parse("postgresql://me:sesame@127.0.0.1:1/fleet");
        assertThatThrownBy(() -> Migrations.run(nowhere, 1_000))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("postgresql://me:***@127.0.0.1:1/fleet")
                .hasMessageNotContaining("sesame");
    }
}
