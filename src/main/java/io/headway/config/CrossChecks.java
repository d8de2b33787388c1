package io.headway.config;

import io.headway.config.ConfigException.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one key means for another. Owned by the thread that loads; used once. */
final class CrossChecks {
    /** RFC 7518 section 3.2: a key of HS256 has at least the size of its hash. */
    private static final int MIN_SECRET_BYTES = 32;

    private static final String HS256 = "HS256";

    private final HeadwayConfig config;
    private final Map<String, Setting> settings;
    private final List<Fault> faults;

    private CrossChecks(HeadwayConfig config, Map<String, Setting> settings, List<Fault> faults) {
        this.config = config;
        this.settings = settings;
        this.faults = faults;
    }

    static void check(HeadwayConfig config, Map<String, Setting> settings, Set<Need> needs, List<Fault> faults) {
        var checks = new CrossChecks(config, settings, faults);
        checks.ports();
        checks.databaseUrl();
        checks.retention();
        checks.kafka();
        checks.roleAliases();
        checks.secret();
        checks.keyFiles();
        if (needs.contains(Need.VERIFY_KEY)) {
            checks.verifyKey();
        }
        if (needs.contains(Need.SIGN_KEY)) {
            checks.signKey();
        }
    }

    private void ports() {
        var taken = new LinkedHashMap<Integer, String>();
        listener(taken, "http.port", "http", config.http().port());
        if (config.jsonLines().enabled()) {
            listener(taken, "json-lines.port", "json-lines", config.jsonLines().port());
        }
        TrackerPorts.read(config.trackers(), fault -> fault(fault.key(), fault.value(), fault.problem()))
                .forEach((service, port) -> listener(taken, "trackers.ports", service.name(), port));
    }

    private void listener(Map<Integer, String> taken, String key, String listener, int port) {
        if (port == 0) {
            return;
        }
        var other = taken.putIfAbsent(port, listener);
        if (other != null) {
            fault(key, Integer.toString(port), "would be that of both " + other + " and " + listener);
        }
    }

    private void databaseUrl() {
        config.database().url().ifPresent(url -> {
            if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
                fault("database.url", "(hidden)", "must begin with postgresql://");
            }
        });
    }

    private void retention() {
        var retention = config.retention();
        if (retention.archiveDir().isPresent()
                && retention.archiveAfterDays() > 0
                && retention.archiveAfterDays() >= retention.days()) {
            fault(
                    "retention.archive-after-days",
                    Integer.toString(retention.archiveAfterDays()),
                    "must be below retention.days, or partitions are gone before they are archived");
        }
    }

    private void kafka() {
        var timeoutMs = config.kafka().deliveryTimeoutMs();
        if (config.kafka().bootstrapServers().isPresent()
                && timeoutMs > config.database().statementTimeoutMs()) {
            fault(
                    "kafka.delivery-timeout-ms",
                    Integer.toString(timeoutMs),
                    "must not exceed database.statement-timeout-ms, or the database ends the transaction that waits");
        }
        readable("kafka.properties-file", config.kafka().propertiesFile());
    }

    private void roleAliases() {
        for (var alias : config.jwt().roleAliases().orElse(List.of())) {
            int equals = alias.indexOf('=');
            if (equals < 1 || equals == alias.length() - 1) {
                fault("jwt.role-aliases", alias, "must read theirs=ours");
            }
        }
    }

    private void secret() {
        if (!config.jwt().algorithm().equals(HS256)) {
            return;
        }
        config.jwt().secretKey().ifPresent(secret -> {
            if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
                fault("jwt.secret-key", "(hidden)", "must have at least " + MIN_SECRET_BYTES + " bytes for HS256");
            }
        });
    }

    /** HS256 with a key file would be a public key taken for a secret, and two sources of one key are one too many. */
    private void keyFiles() {
        var jwt = config.jwt();
        if (jwt.algorithm().equals(HS256)) {
            var needsOther = "needs jwt.algorithm RS256 or ES256; HS256 has no key files";
            jwt.publicKeyFile().ifPresent(file -> fault("jwt.public-key-file", file, needsOther));
            jwt.privateKeyFile().ifPresent(file -> fault("jwt.private-key-file", file, needsOther));
            jwt.jwksFile().ifPresent(file -> fault("jwt.jwks-file", file, needsOther));
        } else if (jwt.publicKeyFile().isPresent() && jwt.jwksFile().isPresent()) {
            fault("jwt.jwks-file", jwt.jwksFile().get(), "cannot stand beside jwt.public-key-file");
        }
    }

    private void verifyKey() {
        var jwt = config.jwt();
        if (jwt.algorithm().equals(HS256)) {
            secretNeeded();
        } else if (jwt.publicKeyFile().isEmpty() && jwt.jwksFile().isEmpty()) {
            fault("jwt.public-key-file", "", "is needed for " + jwt.algorithm() + ", or jwt.jwks-file");
        } else {
            readable("jwt.public-key-file", jwt.publicKeyFile());
            readable("jwt.jwks-file", jwt.jwksFile());
        }
    }

    private void signKey() {
        var jwt = config.jwt();
        if (jwt.algorithm().equals(HS256)) {
            secretNeeded();
        } else if (jwt.privateKeyFile().isEmpty()) {
            fault("jwt.private-key-file", "", "is needed to sign with " + jwt.algorithm());
        } else {
            readable("jwt.private-key-file", jwt.privateKeyFile());
        }
    }

    private void secretNeeded() {
        var missing = new Fault(
                "jwt.secret-key", "", "is needed for HS256: set JWT_SECRET_KEY, or jwt.algorithm with a key file", "");
        if (config.jwt().secretKey().isEmpty() && !faults.contains(missing)) {
            faults.add(missing);
        }
    }

    private void readable(String key, Optional<String> file) {
        file.ifPresent(name -> {
            if (!Files.isReadable(Path.of(name))) {
                fault(key, name, "cannot be read");
            }
        });
    }

    private void fault(String key, String value, String problem) {
        var setting = settings.get(key);
        // An absent value comes from the defaults; naming their line would send the reader to the wrong file.
        faults.add(new Fault(key, value, problem, value.isEmpty() || setting == null ? "" : setting.origin()));
    }
}
