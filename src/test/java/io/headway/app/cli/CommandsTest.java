package io.headway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.config.ConfigLoader;
import io.headway.security.Role;
import io.headway.security.Tokens;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class CommandsTest {
    private static final String SECRET = "a secret of a test, 32 bytes long";
    private static final UUID WORKSPACE = UUID.fromString("6f1f2a30-5a0b-4b0e-9b64-0b5c1e9a7d11");
    private static final UUID VEHICLE = UUID.fromString("0d6c6f2e-7b52-4f0f-8a54-2f6c8d8a9b22");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Job<DemoCommand> demo = _ -> 0;
    private Job<ServeCommand> serve = _ -> 0;
    private Job<SimulateCommand> simulate = _ -> 0;
    private Job<ReplayCommand> replay = _ -> 0;

    @Test
    void every_command_explains_itself_with_an_example() {
        for (var command : List.of("demo", "serve", "simulate", "replay", "token", "migrate")) {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(run(command, "--version")).isZero();
            assertThat(out.toString()).contains("headway (not packaged)");
            assertThat(out.toString()).contains("Usage: headway " + command, "--config=FILE", "Examples:\n  ");
        }
    }

    @Test
    void wrong_usage_ends_with_2() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
        assertThat(run("serve", "--fast")).isEqualTo(2);
        assertThat(run("replay", "drive.gpx")).isEqualTo(2);
        assertThat(run("replay", "drive.gpx", "--device", "1", "--speed", "-1")).isEqualTo(2);
        assertThat(run("replay", "drive.gpx", "--device", "1", "--speed", "0.5"))
                .isEqualTo(2);
        assertThat(run("simulate", "--vehicles", "0")).isEqualTo(2);
        assertThat(run("demo", "--vehicles", "-1")).isEqualTo(2);
        assertThat(run("evaluate-deviation")).isEqualTo(2);
        assertThat(run("--version")).isZero();
    }

    @Test
    void faults_of_the_configuration_end_with_2_and_are_listed() throws IOException {
        environment.put("PORT", "x");
        environment.put("HEADWAY_NONSENSE", "1");
        serve = command -> command.config().http().port();

        assertThat(run("serve", "--config", empty())).isEqualTo(2);
        assertThat(err.toString()).contains("HEADWAY_NONSENSE", "http.port = x", "jwt.secret-key: is needed");
    }

    @Test
    void a_fault_at_run_time_ends_with_1() {
        serve = _ -> {
            throw new IllegalStateException("no database");
        };

        assertThat(run("serve")).isEqualTo(1);
    }

    @Test
    void a_token_is_all_that_is_printed_and_it_counts(Vertx vertx) throws IOException {
        environment.put("JWT_SECRET_KEY", SECRET);

        assertThat(run(
                        "token",
                        "--config",
                        empty(),
                        "--role",
                        "driver,OPERATOR",
                        "--workspace",
                        WORKSPACE.toString(),
                        "--vehicle",
                        VEHICLE.toString(),
                        "--subject",
                        "ann",
                        "--ttl",
                        "15m"))
                .isZero();

        assertThat(out.toString()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\R");
        var jwt = ConfigLoader.load(null, environment, Map.of()).jwt();
        var verified = new Tokens(vertx, jwt).verify(out.toString().strip());
        assertThat(verified.succeeded()).isTrue();
        var principal = verified.result();
        assertThat(principal.subject()).isEqualTo("ann");
        assertThat(principal.roles()).containsExactlyInAnyOrder(Role.DRIVER, Role.OPERATOR);
        assertThat(principal.workspaceId()).isEqualTo(WORKSPACE);
        assertThat(principal.maySend(VEHICLE)).isTrue();
    }

    @Test
    void a_token_needs_a_key_a_role_and_for_a_device_a_vehicle() throws IOException {
        var workspace = WORKSPACE.toString();

        assertThat(run("token", "--config", empty(), "--role", "admin", "--workspace", workspace))
                .isEqualTo(2);
        assertThat(err.toString()).contains("jwt.secret-key: is needed");
        assertThat(run("token", "--workspace", workspace)).isEqualTo(2);
        assertThat(run("token", "--role", "device", "--workspace", workspace)).isEqualTo(2);
        assertThat(run("token", "--role", "pirate", "--workspace", workspace)).isEqualTo(2);
        assertThat(run("token", "--role", "admin", "--workspace", workspace, "--ttl", "soon"))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void the_demo_has_a_secret_that_outlives_it(Vertx vertx) throws IOException {
        environment.put("HEADWAY_DATABASE_DATA_DIR", folder.resolve("data").toString());
        var secrets = new ArrayList<String>();
        demo = command -> {
            var config = command.config();
            assertThat(config.devices().autoRegister()).isTrue();
            assertThat(command.vehicles()).isEqualTo(50);
            secrets.add(config.jwt().secretKey().orElseThrow());
            return 0;
        };

        assertThat(run("demo", "--config", empty())).isZero();
        assertThat(run("demo", "--config", empty())).isZero();
        assertThat(run("token", "--config", empty(), "--demo", "--role", "admin", "--workspace", WORKSPACE.toString()))
                .isZero();

        assertThat(secrets).hasSize(2);
        assertThat(secrets.get(1)).isEqualTo(secrets.get(0));
        environment.put("JWT_SECRET_KEY", secrets.get(0));
        var jwt = ConfigLoader.load(null, environment, Map.of()).jwt();
        assertThat(new Tokens(vertx, jwt).verify(out.toString().strip()).succeeded())
                .isTrue();
    }

    @Test
    void a_demo_takes_the_key_it_is_given() throws IOException {
        environment.put("JWT_SECRET_KEY", SECRET);
        environment.put("HEADWAY_DATABASE_DATA_DIR", folder.resolve("data").toString());
        demo = command -> command.config().jwt().secretKey().orElseThrow().equals(SECRET) ? 0 : 9;

        assertThat(run("demo", "--config", empty())).isZero();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_replay_gets_its_options() {
        replay = command -> {
            assertThat(command.file()).isEqualTo(Path.of("drive.gpx"));
            assertThat(command.device()).isEqualTo("356307042441013");
            assertThat(command.protocol()).isEqualTo("teltonika");
            assertThat(command.speed()).isEqualTo(10);
            assertThat(command.originalTimes()).isTrue();
            assertThat(command.host()).isEqualTo("localhost");
            assertThat(command.port()).isEmpty();
            assertThat(command.token()).isEmpty();
            return 0;
        };

        assertThat(run(
                        "replay",
                        "drive.gpx",
                        "--device",
                        "356307042441013",
                        "--protocol",
                        "teltonika",
                        "--speed",
                        "10",
                        "--original-times"))
                .isZero();
    }

    @Test
    void a_simulation_gets_its_options() {
        simulate = command -> {
            assertThat(command.vehicles()).isEqualTo(7);
            assertThat(command.duration()).hasValue(Duration.ofMinutes(10));
            return 0;
        };

        assertThat(run("simulate", "--vehicles", "7", "--for", "10m")).isZero();
    }

    private int run(String... arguments) {
        return new Commands(environment, demo, serve, simulate, replay, _ -> 0, _ -> 0)
                .commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String empty() throws IOException {
        return Files.writeString(folder.resolve("empty.yaml"), "").toString();
    }
}
