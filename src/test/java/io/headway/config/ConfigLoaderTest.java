package io.headway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headway.protocol.Protocols;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void the_documented_defaults_alone_are_a_configuration() {
        var config = ConfigLoader.load(null, Map.of(), Map.of());

        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(TrackerPorts.of(config.trackers()))
                .containsEntry(Protocols.byName().get("teltonika"), 5027);
        assertThat(config.devices().autoRegister()).isFalse();
        assertThat(config.database().url()).isEmpty();
        assertThat(config.websocket().allowedOrigins()).isEmpty();
        assertThat(config.jwt().roleAliases())
                .hasValue(List.of("dispatcher=operator", "client=viewer", "rider=viewer", "vendor=viewer"));
        assertThat(config.shutdown().drainDeadlineMs()).isEqualTo(8000);
    }

    @Test
    void every_key_is_documented_and_every_documented_key_is_read() {
        assertThat(ConfigLoader.defaultKeys())
                .containsExactlyInAnyOrderElementsOf(Key.all().keySet());
    }

    @Test
    void every_number_has_limits() {
        assertThat(Key.all().values())
                .filteredOn(key -> key.method().getReturnType() == int.class
                        || key.method().getReturnType() == long.class)
                .isNotEmpty()
                .allMatch(key -> key.method().isAnnotationPresent(Range.class));
    }

    @Test
    void the_file_overrides_the_defaults_the_environment_the_file_and_the_caller_all() throws IOException {
        var file = yaml("""
                http: {port: 1001, host: a}
                trackers:
                  max-frame-bytes: 1002
                json-lines:
                  port: 1003
                """);

        var config = ConfigLoader.load(
                file,
                Map.of("HEADWAY_TRACKERS_MAX_FRAME_BYTES", "2002", "HEADWAY_JSON_LINES_PORT", "2003", "PATH", "/bin"),
                Map.of("json-lines.port", "3003"));

        assertThat(config.http().host()).isEqualTo("a");
        assertThat(config.http().port()).isEqualTo(1001);
        assertThat(config.trackers().maxFrameBytes()).isEqualTo(2002);
        assertThat(config.jsonLines().port()).isEqualTo(3003);
    }

    @Test
    void a_shorter_list_replaces_the_whole_default_list() throws IOException {
        var config = ConfigLoader.load(yaml("jwt: {role-aliases: [boss=admin]}"), Map.of(), Map.of());

        assertThat(config.jwt().roleAliases()).hasValue(List.of("boss=admin"));
    }

    @Test
    void a_list_in_the_environment_is_comma_separated() {
        var config = ConfigLoader.load(
                null, Map.of("HEADWAY_WEBSOCKET_ALLOWED_ORIGINS", "https://a.example, https://b.example,"), Map.of());

        assertThat(config.websocket().allowedOrigins()).hasValue(List.of("https://a.example", "https://b.example"));
    }

    @Test
    void the_well_known_variables_count() {
        var config = ConfigLoader.load(
                null,
                Map.of(
                        "DATABASE_URL", "postgresql://u:p@h/d",
                        "PORT", "9000",
                        "JWT_SECRET_KEY", SECRET,
                        "JWT_ALGORITHM", "hs256",
                        "LOG_LEVEL", "DEBUG"),
                Map.of());

        assertThat(config.database().url()).hasValue("postgresql://u:p@h/d");
        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.jwt().secretKey()).hasValue(SECRET);
        assertThat(config.jwt().algorithm()).isEqualTo("HS256");
        assertThat(config.log().level()).isEqualTo("debug");
    }

    @Test
    void our_own_variable_wins_over_the_well_known_one() {
        var config = ConfigLoader.load(null, Map.of("PORT", "9000", "HEADWAY_HTTP_PORT", "9001"), Map.of());

        assertThat(config.http().port()).isEqualTo(9001);
    }

    @Test
    void an_empty_text_takes_an_optional_value_away() throws IOException {
        var config =
                ConfigLoader.load(yaml("database: {url: 'postgresql://h/d'}"), Map.of("DATABASE_URL", ""), Map.of());

        assertThat(config.database().url()).isEmpty();
    }

    @Test
    void a_secret_is_taken_as_it_is_written() {
        var secret = "a${b}\\,c $d: 0123456789abcdef0123456789";

        var config = ConfigLoader.load(null, Map.of("JWT_SECRET_KEY", secret), Map.of());

        assertThat(config.jwt().secretKey()).hasValue(secret);
    }

    @Test
    void every_fault_is_in_one_sorted_list_with_its_place() throws IOException {
        var file = yaml("""
                http:
                  port: 70000
                devices:
                  auto-registr: true
                trackers: off
                database:
                  pool-size: many
                json-lines:
                  enabled: ture
                log: {format: xml}
                """);

        var fault = faults(file, Map.of("HEADWAY_TRACKERS_PROTS", "1", "LOG_LEVEL", "loud", "HEADWAY_HTTP_HOST", ""));

        assertThat(fault.getMessage().lines())
                .containsExactly(
                        "The configuration has 9 faults:",
                        "  HEADWAY_TRACKERS_PROTS: unknown variable, did you mean HEADWAY_TRACKERS_PORTS? (environment)",
                        "  database.pool-size = many: must be a whole number from 1 to 256 (" + file + " line 7)",
                        "  devices.auto-registr: unknown key, did you mean devices.auto-register? (" + file
                                + " line 4)",
                        "  http.host: is empty and has to have a value (environment variable HEADWAY_HTTP_HOST)",
                        "  http.port = 70000: must be a whole number from 0 to 65535 (" + file + " line 2)",
                        "  json-lines.enabled = ture: must be true or false (" + file + " line 9)",
                        "  log.format = xml: must be one of text, json (" + file + " line 10)",
                        "  log.level = loud: must be one of trace, debug, info, warn, error (environment variable LOG_LEVEL)",
                        "  trackers: is a group of keys, not a value (" + file + " line 5)");
    }

    @Test
    void secrets_are_never_printed() throws IOException {
        var file = yaml("""
                database: {url: 'mysql://root:hunter2@h/d'}
                jwt: {secret-key: hunter2, secret-kye: hunter2}
                """);

        var fault = faults(file, Map.of("HEADWAY_JWT_SECRETKEY", "hunter2"));

        assertThat(fault.faults()).hasSize(4);
        assertThat(fault).hasMessageNotContaining("hunter2").hasMessageContaining("at least 32 bytes");
    }

    @Test
    void yaml_that_cannot_be_read_names_its_line() throws IOException {
        assertThat(faults(yaml("http:\n  port: [1\n"), Map.of())).hasMessageContaining("is not YAML");
        assertThat(faults(yaml("- a\n"), Map.of())).hasMessageContaining("must be groups of keys");
        assertThat(faults(yaml("http: {port: 1}\nhttp: {port: 2}\n"), Map.of())).hasMessageContaining("is given twice");
        assertThat(faults(folder.resolve("none.yaml"), Map.of())).hasMessageContaining("no such file");
    }

    @Test
    void an_empty_file_changes_nothing() throws IOException {
        assertThat(ConfigLoader.load(yaml("# nothing\n"), Map.of(), Map.of())
                        .http()
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void the_ports_of_trackers_are_the_usual_ones_unless_said_otherwise() {
        var config = ConfigLoader.load(
                null,
                Map.of("HEADWAY_TRACKERS_PROTOCOLS", "teltonika, gt06", "HEADWAY_TRACKERS_PORTS", "gt06=6023"),
                Map.of());

        var ports = new LinkedHashMap<String, Integer>();
        TrackerPorts.of(config.trackers()).forEach((service, port) -> ports.put(service.name(), port));
        assertThat(ports).containsExactly(Map.entry("teltonika", 5027), Map.entry("gt06", 6023));
    }

    @Test
    void a_protocol_or_port_that_is_none_is_a_fault() {
        assertThat(faults(
                        null,
                        Map.of(
                                "HEADWAY_TRACKERS_PROTOCOLS", "teltonica",
                                "HEADWAY_TRACKERS_PORTS", "gt06,gt60=1,gt06=70000,h02=-1")))
                .hasMessageContaining("trackers.protocols = teltonica: unknown protocol, did you mean teltonika?")
                .hasMessageContaining("trackers.ports = gt60=1: unknown protocol, did you mean gt06?")
                .hasMessageContaining("trackers.ports = gt06=70000: must read protocol=port")
                .hasMessageContaining("trackers.ports = gt06: must read protocol=port")
                .hasMessageContaining("trackers.ports = h02=-1: must read protocol=port");
    }

    @Test
    void two_listeners_cannot_share_a_port() {
        assertThat(faults(null, Map.of("PORT", "5027")))
                .hasMessageContaining("trackers.ports = 5027: would be that of both http and teltonika");
        assertThat(ConfigLoader.load(null, Map.of("PORT", "5027", "HEADWAY_TRACKERS_PORTS", "teltonika=0"), Map.of()))
                .isNotNull();
    }

    @Test
    void partitions_are_archived_before_they_are_dropped() {
        assertThat(faults(null, Map.of("HEADWAY_RETENTION_ARCHIVE_DIR", "a", "HEADWAY_RETENTION_DAYS", "30")))
                .hasMessageContaining("retention.archive-after-days = 30: must be below retention.days");
    }

    @Test
    void key_material_is_demanded_only_where_it_is_needed() throws IOException {
        assertThat(needing(Need.VERIFY_KEY, Map.of())).contains("jwt.secret-key: is needed for HS256");
        assertThat(needing(Need.SIGN_KEY, Map.of("JWT_ALGORITHM", "ES256")))
                .contains("jwt.private-key-file: is needed to sign with ES256");
        assertThat(needing(Need.VERIFY_KEY, Map.of("JWT_ALGORITHM", "RS256")))
                .contains("jwt.public-key-file: is needed for RS256");
        assertThat(needing(
                        Need.VERIFY_KEY, Map.of("JWT_ALGORITHM", "RS256", "HEADWAY_JWT_PUBLIC_KEY_FILE", "none.pem")))
                .contains("jwt.public-key-file = none.pem: cannot be read");
    }

    @Test
    void one_secret_that_is_missing_is_one_fault_for_both_needs() {
        var fault = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(null, Map.of(), Map.of(), Set.of(Need.VERIFY_KEY, Need.SIGN_KEY)));

        assertThat(fault.faults()).hasSize(1);
    }

    @Test
    void a_public_key_cannot_stand_in_for_a_secret() {
        assertThat(faults(null, Map.of("HEADWAY_JWT_PUBLIC_KEY_FILE", "k.pem", "HEADWAY_JWT_JWKS_FILE", "k.json"))
                        .faults())
                .extracting(ConfigException.Fault::key)
                .containsExactly("jwt.jwks-file", "jwt.public-key-file");
        assertThat(faults(
                        null,
                        Map.of(
                                "JWT_ALGORITHM", "RS256",
                                "HEADWAY_JWT_PUBLIC_KEY_FILE", "k.pem",
                                "HEADWAY_JWT_JWKS_FILE", "k.json")))
                .hasMessageContaining("cannot stand beside");
    }

    private static String needing(Need need, Map<String, String> environment) {
        return catchThrowableOfType(
                        ConfigException.class, () -> ConfigLoader.load(null, environment, Map.of(), Set.of(need)))
                .getMessage();
    }

    private static ConfigException faults(Path file, Map<String, String> environment) {
        return catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file, environment, Map.of()));
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("headway.yaml"), text, StandardCharsets.UTF_8);
    }
}
