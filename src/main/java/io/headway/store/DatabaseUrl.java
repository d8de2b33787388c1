package io.headway.store;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is and how to log in, as both clients need it. Immutable; any thread. The password is never printed: neither by
 * {@link #toString()} nor by the error of a text that cannot be parsed.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 * @param database name of the database
 * @param user role
 * @param password null when the server asks for none
 * @param ssl how much of TLS is demanded; the modes of libpq
 */
public record DatabaseUrl(String host, int port, String database, String user, String password, Ssl ssl) {
    private static final int DEFAULT_PORT = 5432;
    /** A lock that a query cannot get is a fault elsewhere: half a statement's time is enough to wait for it. */
    private static final int LOCK_SHARE_OF_STATEMENT = 2;

    /**
     * TLS, as in libpq's sslmode and sslrootcert.
     *
     * @param mode the mode
     * @param rootCertificateFile PEM file of the trusted authorities; empty: those of the JVM
     */
    public record Ssl(SslMode mode, Optional<String> rootCertificateFile) {}

    public DatabaseUrl {
        Objects.requireNonNull(host);
        Objects.requireNonNull(database);
        Objects.requireNonNull(user);
        Objects.requireNonNull(ssl);
    }

    /**
     * Parses {@code postgresql://user:password@host:port/name?sslmode=require}; {@code postgres://} and {@code jdbc:postgresql://} are
     * understood too, as are the parameters {@code user}, {@code password}, {@code sslmode} and {@code sslrootcert}. Others, which
     * hosting services like to append, are ignored.
     *
     * @throws IllegalArgumentException with a sentence that does not contain the password
     */
    public static DatabaseUrl parse(String text) {
        var uri = uri(text.strip());
        var parameters = parameters(uri.getRawQuery());
        var login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        var colon = login.indexOf(':');
        var user = decoded(colon < 0 ? login : login.substring(0, colon));
        var password = colon < 0 ? null : decoded(login.substring(colon + 1));
        user = parameters.getOrDefault("user", user.isEmpty() ? System.getProperty("user.name") : user);
        password = parameters.getOrDefault("password", password);
        var host = uri.getHost() == null ? "localhost" : uri.getHost().replaceAll("^\\[|]$", "");
        var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
        var database = path.isEmpty() ? user : decoded(path);
        var port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseUrl(host, port, database, user, password, ssl(parameters, host));
    }

    /** Options of the reactive client, with the server's own statement and lock timeouts, milliseconds. */
    public PgConnectOptions connectOptions(int statementTimeoutMs) {
        var options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setCachePreparedStatements(true)
                .setSslMode(ssl.mode())
                .addProperty("application_name", "headway")
                .addProperty("statement_timeout", Integer.toString(statementTimeoutMs))
                .addProperty("lock_timeout", Integer.toString(statementTimeoutMs / LOCK_SHARE_OF_STATEMENT))
                .addProperty("idle_in_transaction_session_timeout", Integer.toString(statementTimeoutMs))
                .addProperty("TimeZone", "UTC");
        if (password != null) {
            options.setPassword(password);
        }
        if (ssl.mode() != SslMode.DISABLE) {
            options.setSslOptions(sslOptions());
        }
        return options;
    }

    /**
     * The same database for JDBC.
     *
     * @param connectTimeoutMs limit of connecting and of logging in
     * @param socketTimeoutMs longest silence of the server in the midst of an answer
     */
    public PGSimpleDataSource dataSource(int connectTimeoutMs, int socketTimeoutMs) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode(ssl.mode().value);
        source.setApplicationName("headway");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(Math.ceilDiv(connectTimeoutMs, 1000));
        source.setLoginTimeout(Math.ceilDiv(connectTimeoutMs, 1000));
        source.setSocketTimeout(Math.ceilDiv(socketTimeoutMs, 1000));
        if (ssl.rootCertificateFile().isPresent()) {
            source.setSslRootCert(ssl.rootCertificateFile().get());
        } else if (ssl.mode() == SslMode.VERIFY_CA || ssl.mode() == SslMode.VERIFY_FULL) {
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return source;
    }

    /** The URL for JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + address() + "/" + database + "?sslmode=" + ssl.mode().value;
    }

    /** The URL as people write it, the password left out. */
    @Override
    public String toString() {
        return "postgresql://" + user + (password == null ? "" : ":***") + "@" + address() + "/" + database;
    }

    private String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private ClientSSLOptions sslOptions() {
        var options = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm(ssl.mode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        if (ssl.mode() != SslMode.VERIFY_FULL && ssl.mode() != SslMode.VERIFY_CA) {
            return options.setTrustAll(true);
        }
        ssl.rootCertificateFile().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        return options;
    }

    private static URI uri(String text) {
        var plain = text.regionMatches(true, 0, "jdbc:", 0, 5) ? text.substring(5) : text;
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException e) {
            // The cause is left out on purpose: its message quotes the text, password and all.
            throw malformed("character " + e.getIndex() + ": " + e.getReason());
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
            throw malformed("it does not start with postgresql://");
        }
        if (uri.getRawAuthority() != null && uri.getHost() == null) {
            throw malformed("host and port cannot be read; one host only, special characters percent-encoded");
        }
        if (uri.isOpaque() || uri.getPort() > 65_535) {
            throw malformed("host and port cannot be read");
        }
        return uri;
    }

    private static Ssl ssl(Map<String, String> parameters, String host) {
        var name = parameters.get("sslmode");
        // On this machine's own loopback nobody listens in, and the embedded server speaks no TLS.
        var loopback = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
        SslMode mode;
        try {
            mode = name == null ? loopback ? SslMode.DISABLE : SslMode.PREFER : SslMode.of(name);
        } catch (IllegalArgumentException e) {
            throw malformed("sslmode is none of disable, allow, prefer, require, verify-ca, verify-full");
        }
        return new Ssl(mode, Optional.ofNullable(parameters.get("sslrootcert")));
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query == null ? new String[0] : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Percent-decoding alone: a plus sign stands for itself in a password. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("a percent sign is not followed by two hexadecimal digits");
        }
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(
                "not a database URL of the form postgresql://user:password@host:port/name: " + why);
    }
}
