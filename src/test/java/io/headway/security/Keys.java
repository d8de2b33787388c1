package io.headway.security;

import io.headway.config.ConfigLoader;
import io.headway.config.HeadwayConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Keys made for a test, and the files and the configuration that name them. */
final class Keys {
    static final String SECRET = "a secret of a test, 32 bytes long";

    private Keys() {}

    static HeadwayConfig.Jwt jwt(Map<String, String> settings) {
        var overrides = new HashMap<String, String>();
        settings.forEach((key, value) -> overrides.put("jwt." + key, value));
        return ConfigLoader.load(null, Map.of(), overrides).jwt();
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(Path folder, String name, Key key) {
        var kind = key instanceof PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        var text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + kind + "-----\n";
        return write(folder.resolve(name), text);
    }

    static JsonObject jwk(String kid, RSAPublicKey key) {
        return new JsonObject()
                .put("kty", "RSA")
                .put("kid", kid)
                .put("use", "sig")
                .put("n", unsigned(key.getModulus()))
                .put("e", unsigned(key.getPublicExponent()));
    }

    static String jwks(Path folder, JsonObject... keys) {
        var array = new JsonArray();
        for (var key : keys) {
            array.add(key);
        }
        return write(
                folder.resolve("jwks.json"), new JsonObject().put("keys", array).encode());
    }

    private static String unsigned(BigInteger value) {
        var bytes = value.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String write(Path file, String text) {
        try {
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
