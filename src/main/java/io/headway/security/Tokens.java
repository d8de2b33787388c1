package io.headway.security;

import io.headway.config.HeadwayConfig;
import io.headway.security.TokenRefused.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.NoSuchKeyIdException;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * Verifies tokens against the one algorithm and the keys of the configuration. Any thread; verification is synchronized in Vert.x 5.0, so
 * it is done once per connection.
 */
public final class Tokens {
    /** Longer than any token of ours with a few hundred vehicles; bounds the work an unknown sender can ask for. */
    private static final int MAX_TOKEN_LENGTH = 16_384;

    /** Header members that bring a key along or change how the token is to be read (RFC 7515 section 4.1). None is ever honoured. */
    private static final List<String> REFUSED_HEADERS = List.of("jwk", "jku", "x5c", "x5u", "crit");

    private final String algorithm;
    private final JWTAuth auth;
    private final ClaimsReader claims;

    /**
     * Reads the key files; blocks for that, so it is made before the engine starts.
     *
     * @throws io.headway.config.ConfigException when the key material or a role alias cannot be used
     */
    public Tokens(Vertx vertx, HeadwayConfig.Jwt config) {
        this(vertx, config, InstantSource.system());
    }

    Tokens(Vertx vertx, HeadwayConfig.Jwt config, InstantSource clock) {
        this.algorithm = config.algorithm();
        this.auth = JWTAuth.create(vertx, keys(config));
        this.claims = new ClaimsReader(config, RoleNames.of(config.roleAliases().orElse(List.of())), clock);
    }

    /** Times, issuer and audience are judged by {@link ClaimsReader}, so that each has its own reason. */
    private static JWTAuthOptions keys(HeadwayConfig.Jwt config) {
        var algorithm = config.algorithm();
        var options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions().setIgnoreExpiration(true).setLeeway(config.leewayS()));
        if (algorithm.equals("HS256")) {
            var secret = config.secretKey().orElseThrow(() -> new IllegalStateException("jwt.secret-key is not set"));
            return options.addPubSecKey(
                    new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(Buffer.buffer(secret)));
        }
        if (config.jwksFile().isPresent()) {
            return options.setJwks(Jwks.read(config.jwksFile().get(), algorithm));
        }
        var file =
                config.publicKeyFile().orElseThrow(() -> new IllegalStateException("jwt.public-key-file is not set"));
        return options.addPubSecKey(new PubSecKeyOptions()
                .setAlgorithm(algorithm)
                .setBuffer(Pem.publicKey("jwt.public-key-file", file, algorithm)));
    }

    /**
     * Verifies a token as it came over the wire.
     *
     * @return succeeds with its principal; fails with {@link TokenRefused} and nothing else. Completed when it is returned.
     */
    public Future<Principal> verify(String token) {
        try {
            checkHeader(token);
        } catch (TokenRefused e) {
            return Future.failedFuture(e);
        }
        try {
            return auth.authenticate(new TokenCredentials(token))
                    .recover(fault -> Future.failedFuture(reasonOf(fault)))
                    .map(this::principal);
        } catch (RuntimeException e) {
            // Vert.x casts the times of a verified token outside of its own guard.
            return Future.failedFuture(new TokenRefused(Reason.BAD_CLAIMS));
        }
    }

    private Principal principal(User user) {
        return claims.read(user.attributes().getJsonObject("accessToken"));
    }

    /** Before any cryptography: the header is the sender's wish, and only one is granted. */
    private void checkHeader(String token) {
        if (token == null || token.length() > MAX_TOKEN_LENGTH || token.indexOf('.') < 0) {
            throw new TokenRefused(Reason.MALFORMED);
        }
        try {
            var segment = token.substring(0, token.indexOf('.'));
            var header = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(segment)));
            if (!algorithm.equals(header.getValue("alg"))) {
                throw new TokenRefused(Reason.WRONG_ALGORITHM);
            }
            if (REFUSED_HEADERS.stream().anyMatch(header::containsKey)) {
                throw new TokenRefused(Reason.MALFORMED);
            }
        } catch (IllegalArgumentException | DecodeException e) {
            throw new TokenRefused(Reason.MALFORMED);
        }
    }

    private static TokenRefused reasonOf(Throwable fault) {
        return new TokenRefused(
                switch (fault) {
                    case NoSuchKeyIdException _ -> Reason.UNKNOWN_KEY;
                    case DecodeException _, IllegalArgumentException _, ClassCastException _ -> Reason.MALFORMED;
                    default -> Reason.BAD_SIGNATURE;
                });
    }
}
