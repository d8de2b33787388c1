package io.headway.security;

import io.headway.config.HeadwayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;

/** Signs tokens, for the {@code token} command and the demo. Any thread. */
public final class TokenMint {
    private final HeadwayConfig.Jwt config;
    private final JWTAuth auth;
    private final InstantSource clock;

    /**
     * Reads the private key; blocks for that.
     *
     * @throws io.headway.config.ConfigException when the key cannot be used
     */
    public TokenMint(Vertx vertx, HeadwayConfig.Jwt config) {
        this(vertx, config, InstantSource.system());
    }

    TokenMint(Vertx vertx, HeadwayConfig.Jwt config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.auth = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm(config.algorithm())
                                .setBuffer(key(config))));
    }

    private static Buffer key(HeadwayConfig.Jwt config) {
        if (config.algorithm().equals("HS256")) {
            return Buffer.buffer(
                    config.secretKey().orElseThrow(() -> new IllegalStateException("jwt.secret-key is not set")));
        }
        var file =
                config.privateKeyFile().orElseThrow(() -> new IllegalStateException("jwt.private-key-file is not set"));
        return Pem.privateKey("jwt.private-key-file", file, config.algorithm());
    }

    /**
     * What a token grants.
     *
     * @param vehicles for a driver or a device
     * @param trips for a viewer
     * @param ttlS seconds until it expires, at least 1
     */
    public record Grant(
            String subject, Set<Role> roles, UUID workspaceId, Set<UUID> vehicles, Set<UUID> trips, long ttlS) {}

    public String mint(Grant grant) {
        long nowS = clock.millis() / 1000;
        var roles = new JsonArray();
        grant.roles().stream().sorted().forEach(role -> roles.add(role.claim()));
        var claims = new JsonObject()
                .put("sub", grant.subject())
                .put("roles", roles)
                .put("workspace_id", grant.workspaceId().toString())
                .put("iat", nowS)
                .put("exp", nowS + grant.ttlS());
        putIds(claims, "vehicles", grant.vehicles());
        putIds(claims, "trips", grant.trips());
        config.issuer().ifPresent(issuer -> claims.put("iss", issuer));
        config.audience().ifPresent(audience -> claims.put("aud", audience));
        return auth.generateToken(claims, new JWTOptions().setAlgorithm(config.algorithm()));
    }

    private static void putIds(JsonObject claims, String claim, Set<UUID> ids) {
        if (!ids.isEmpty()) {
            var texts = new JsonArray();
            ids.stream().sorted().forEach(id -> texts.add(id.toString()));
            claims.put(claim, texts);
        }
    }
}
