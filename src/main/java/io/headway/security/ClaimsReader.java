package io.headway.security;

import io.headway.config.HeadwayConfig;
import io.headway.security.TokenRefused.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Turns claims whose signature has been verified into a principal. Immutable; any thread. */
final class ClaimsReader {
    /** The last second of the year 9999; a later {@code exp} is cut to it, so that no sum overflows. */
    private static final long MAX_EXP_S = 253_402_300_799L;

    private static final int UUID_LENGTH = 36;

    private final RoleNames roleNames;
    private final Optional<String> issuer;
    private final Optional<String> audience;
    private final int leewayS;
    private final InstantSource clock;

    ClaimsReader(HeadwayConfig.Jwt config, RoleNames roleNames, InstantSource clock) {
        this.roleNames = roleNames;
        this.issuer = config.issuer();
        this.audience = config.audience();
        this.leewayS = config.leewayS();
        this.clock = clock;
    }

    /**
     * Reads the claims.
     *
     * @throws TokenRefused when they do not make a principal, now
     */
    Principal read(JsonObject claims) {
        long expiresAtMs = expiresAtMs(claims);
        checkStarted(claims.getValue("nbf"));
        if (issuer.isPresent() && !issuer.get().equals(claims.getValue("iss"))) {
            throw new TokenRefused(Reason.WRONG_ISSUER);
        }
        if (audience.isPresent() && !isFor(audience.get(), claims.getValue("aud"))) {
            throw new TokenRefused(Reason.WRONG_AUDIENCE);
        }
        if (!(claims.getValue("sub") instanceof String subject) || subject.isBlank()) {
            throw bad("sub");
        }
        return new Principal(
                subject,
                roles(claims.getValue("roles")),
                uuid("workspace_id", claims.getValue("workspace_id")),
                uuids("vehicles", claims.getValue("vehicles")),
                uuids("trips", claims.getValue("trips")),
                expiresAtMs);
    }

    private long expiresAtMs(JsonObject claims) {
        if (!(claims.getValue("exp") instanceof Number exp)) {
            throw bad("exp");
        }
        long atMs = (Math.clamp(exp.longValue(), 0, MAX_EXP_S) + leewayS) * 1000;
        if (atMs <= clock.millis()) {
            throw new TokenRefused(Reason.EXPIRED);
        }
        return atMs;
    }

    private void checkStarted(Object nbf) {
        if (nbf == null) {
            return;
        }
        if (!(nbf instanceof Number start)) {
            throw bad("nbf");
        }
        if ((Math.clamp(start.longValue(), 0, MAX_EXP_S) - leewayS) * 1000 > clock.millis()) {
            throw new TokenRefused(Reason.NOT_YET_VALID);
        }
    }

    private static boolean isFor(String audience, Object aud) {
        return aud instanceof JsonArray many ? many.contains(audience) : audience.equals(aud);
    }

    /** Names that mean nothing here are passed over: a token may serve several platforms. */
    private Set<Role> roles(Object claim) {
        var roles = EnumSet.noneOf(Role.class);
        if (claim instanceof String one) {
            roleNames.role(one).ifPresent(roles::add);
        } else if (claim instanceof JsonArray many) {
            for (var name : many) {
                if (!(name instanceof String text)) {
                    throw bad("roles");
                }
                roleNames.role(text).ifPresent(roles::add);
            }
        }
        if (roles.isEmpty()) {
            throw bad("roles");
        }
        return roles;
    }

    private static Set<UUID> uuids(String claim, Object value) {
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof JsonArray many)) {
            throw bad(claim);
        }
        var ids = new HashSet<UUID>();
        for (var id : many) {
            ids.add(uuid(claim, id));
        }
        return ids;
    }

    /** The parser of the platform also takes "1-1-1-1-1". */
    private static UUID uuid(String claim, Object value) {
        if (!(value instanceof String text) || text.length() != UUID_LENGTH) {
            throw bad(claim);
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw bad(claim);
        }
    }

    private static TokenRefused bad(String claim) {
        return new TokenRefused(Reason.BAD_CLAIMS, "the claim " + claim + " of the token is missing or unreadable");
    }
}
