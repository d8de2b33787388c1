package io.headway.security;

import io.headway.config.ConfigException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;

/** Reads the keys of a JWKS file (RFC 7517) that are for one algorithm; a set in rotation holds others too. */
final class Jwks {
    private static final String KEY = "jwt.jwks-file";

    private Jwks() {}

    /**
     * The usable keys, public members only.
     *
     * @param algorithm RS256 or ES256; each key is pinned to it
     * @throws ConfigException when the file cannot be read or has no such key
     */
    static List<JsonObject> read(String file, String algorithm) {
        try {
            var keys = new ArrayList<JsonObject>();
            var names = new HashSet<String>();
            for (var item : new JsonObject(Files.readString(Path.of(file))).getJsonArray("keys")) {
                if (!(item instanceof JsonObject jwk) || !isFor(jwk, algorithm)) {
                    continue;
                }
                var kid = jwk.getString("kid");
                if (kid != null && !names.add(kid)) {
                    throw new ConfigException(KEY, file, "has two keys named " + kid);
                }
                keys.add(pinned(jwk, algorithm));
            }
            if (keys.isEmpty()) {
                throw new ConfigException(KEY, file, "has no signature key for " + algorithm);
            }
            return keys;
        } catch (IOException e) {
            throw new ConfigException(KEY, file, "cannot be read");
        } catch (DecodeException | ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new ConfigException(KEY, file, "is not a set of JSON Web Keys");
        }
    }

    private static boolean isFor(JsonObject jwk, String algorithm) {
        return jwk.getString("use", "sig").equals("sig")
                && jwk.getString("alg", algorithm).equals(algorithm)
                && (algorithm.equals("RS256") ? isRsa(jwk) : isP256(jwk));
    }

    private static boolean isRsa(JsonObject jwk) {
        return "RSA".equals(jwk.getString("kty"))
                && new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString("n"))).bitLength() >= Pem.MIN_RSA_BITS;
    }

    private static boolean isP256(JsonObject jwk) {
        return "EC".equals(jwk.getString("kty")) && "P-256".equals(jwk.getString("crv"));
    }

    private static JsonObject pinned(JsonObject jwk, String algorithm) {
        var key = new JsonObject().put("alg", algorithm);
        for (var member : List.of("kty", "kid", "n", "e", "crv", "x", "y")) {
            if (jwk.containsKey(member)) {
                key.put(member, jwk.getString(member));
            }
        }
        return key;
    }
}
