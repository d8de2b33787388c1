package io.headway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headway.config.ConfigException;
import io.headway.config.HeadwayConfig;
import io.headway.security.TokenRefused.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class TokensTest {
    private static final UUID WORKSPACE = UUID.fromString("6f1f2a30-5a0b-4b0e-9b64-0b5c1e9a7d11");
    private static final UUID VEHICLE = UUID.fromString("0d6c6f2e-7b52-4f0f-8a54-2f6c8d8a9b22");

    @TempDir
    Path folder;

    private Vertx vertx;
    private HeadwayConfig.Jwt hs256;
    private long nowS;

    @BeforeEach
    void start(Vertx vertx) {
        this.vertx = vertx;
        hs256 = Keys.jwt(Map.of("secret-key", Keys.SECRET));
        nowS = Instant.now().getEpochSecond();
    }

    @Test
    void a_token_of_the_mint_is_its_grant() {
        var token = new TokenMint(vertx, hs256).mint(device(60));

        var principal = accepted(new Tokens(vertx, hs256), token);

        assertThat(principal.subject()).isEqualTo("imei:1");
        assertThat(principal.roles()).containsExactly(Role.DEVICE);
        assertThat(principal.workspaceId()).isEqualTo(WORKSPACE);
        assertThat(principal.vehicles()).containsExactly(VEHICLE);
        assertThat(principal.expiresAtMs()).isBetween((nowS + 60 + 5) * 1000, (nowS + 62 + 5) * 1000);
    }

    @Test
    void a_viewers_token_names_its_trips() {
        var trip = UUID.randomUUID();
        var grant = new TokenMint.Grant("rider", Set.of(Role.VIEWER), WORKSPACE, Set.of(), Set.of(trip), 60);

        var principal = accepted(new Tokens(vertx, hs256), new TokenMint(vertx, hs256).mint(grant));

        assertThat(principal.trips()).containsExactly(trip);
        assertThat(principal.vehicles()).isEmpty();
    }

    @Test
    void a_token_counts_until_its_expiry_and_the_leeway() {
        var token = new TokenMint(vertx, hs256).mint(device(60));
        var exp = claimsOf(token).getLong("exp");

        assertThat(accepted(at(exp + 4), token).expiresAtMs()).isEqualTo((exp + 5) * 1000);
        assertThat(refused(at(exp + 5), token)).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void a_token_without_expiry_is_refused() {
        assertThat(refusedHs256(claims().putNull("exp"))).isEqualTo(Reason.BAD_CLAIMS);
        assertThat(refusedHs256(without("exp"))).isEqualTo(Reason.BAD_CLAIMS);
        assertThat(refusedHs256(claims().put("exp", "never"))).isEqualTo(Reason.BAD_CLAIMS);
    }

    @Test
    void an_expiry_beyond_reason_does_not_overflow() {
        assertThat(accepted(new Tokens(vertx, hs256), signed(claims().put("exp", Long.MAX_VALUE)))
                        .expiresAtMs())
                .isPositive();
    }

    @Test
    void a_token_of_tomorrow_is_refused_today() {
        assertThat(refusedHs256(claims().put("nbf", nowS + 86_400))).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(refusedHs256(claims().put("nbf", "soon"))).isEqualTo(Reason.BAD_CLAIMS);
        assertThat(accepted(new Tokens(vertx, hs256), signed(claims().put("nbf", nowS + 2))))
                .isNotNull();
    }

    @Test
    void a_token_that_was_changed_is_refused() {
        var parts = signed(claims()).split("\\.", -1);
        var promoted = claims().put("roles", new JsonArray().add("admin"));

        assertThat(refused(new Tokens(vertx, hs256), parts[0] + "." + base64(promoted) + "." + parts[2]))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void a_token_of_another_secret_is_refused() {
        var other = Keys.jwt(Map.of("secret-key", "another secret of a test, 32 bytes"));

        assertThat(refused(new Tokens(vertx, hs256), new TokenMint(vertx, other).mint(device(60))))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void an_unsigned_token_is_refused() {
        var tokens = new Tokens(vertx, hs256);
        var none = base64(new JsonObject().put("alg", "none")) + "." + base64(claims());

        assertThat(refused(tokens, none + ".")).isEqualTo(Reason.WRONG_ALGORITHM);
        assertThat(refused(tokens, none)).isEqualTo(Reason.WRONG_ALGORITHM);
        assertThat(refused(tokens, base64(new JsonObject().put("alg", "HS256")) + "." + base64(claims()) + "."))
                .isIn(Reason.BAD_SIGNATURE, Reason.MALFORMED);
    }

    @Test
    void another_algorithm_of_the_same_family_is_refused() {
        var header = new JsonObject().put("alg", "HS384");

        assertThat(refused(
                        new Tokens(vertx, hs256),
                        hmac("HmacSHA384", header, claims(), Keys.SECRET.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Reason.WRONG_ALGORITHM);
    }

    @Test
    void the_public_key_is_no_secret() throws Exception {
        var pair = Keys.rsa(2048);
        var file = Keys.pem(folder, "public.pem", pair.getPublic());
        var tokens = new Tokens(vertx, Keys.jwt(Map.of("algorithm", "RS256", "public-key-file", file)));
        var header = new JsonObject().put("alg", "HS256");

        for (var secret :
                List.of(Files.readAllBytes(Path.of(file)), pair.getPublic().getEncoded())) {
            assertThat(refused(tokens, hmac("HmacSHA256", header, claims(), secret)))
                    .isEqualTo(Reason.WRONG_ALGORITHM);
            assertThat(refused(tokens, hmac("HmacSHA256", new JsonObject().put("alg", "RS256"), claims(), secret)))
                    .isEqualTo(Reason.BAD_SIGNATURE);
        }
    }

    @Test
    void rs256_and_es256_go_by_pem_files() {
        pemRoundTrip("RS256", Keys.rsa(2048), Keys.rsa(2048));
        pemRoundTrip("ES256", Keys.ec("secp256r1"), Keys.ec("secp256r1"));
    }

    private void pemRoundTrip(String algorithm, KeyPair pair, KeyPair stranger) {
        var tokens = new Tokens(
                vertx,
                Keys.jwt(Map.of(
                        "algorithm", algorithm, "public-key-file", Keys.pem(folder, algorithm, pair.getPublic()))));

        assertThat(accepted(tokens, mint(algorithm, pair).mint(device(60))).vehicles())
                .containsExactly(VEHICLE);
        assertThat(refused(tokens, mint(algorithm, stranger).mint(device(60)))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void a_jwks_file_with_two_keys_takes_tokens_of_both() throws Exception {
        var first = Keys.rsa(2048);
        var second = Keys.rsa(2048);
        var file = Keys.jwks(
                folder,
                Keys.jwk("first", (RSAPublicKey) first.getPublic()),
                Keys.jwk("second", (RSAPublicKey) second.getPublic()).put("alg", "RS256"),
                new JsonObject()
                        .put("kty", "oct")
                        .put("kid", "third")
                        .put("k", "c2VjcmV0")
                        .put("alg", "HS256"));
        var tokens = new Tokens(vertx, Keys.jwt(Map.of("algorithm", "RS256", "jwks-file", file)));

        assertThat(accepted(tokens, rs256("first", first.getPrivate())).subject())
                .isEqualTo("someone");
        assertThat(accepted(tokens, rs256("second", second.getPrivate())).subject())
                .isEqualTo("someone");
        assertThat(accepted(tokens, rs256((String) null, second.getPrivate())).subject())
                .isEqualTo("someone");
        assertThat(refused(tokens, rs256("second", first.getPrivate()))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(refused(tokens, rs256("fourth", first.getPrivate()))).isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(refused(
                        tokens,
                        hmac(
                                "HmacSHA256",
                                new JsonObject().put("alg", "HS256").put("kid", "third"),
                                claims(),
                                "secret".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Reason.WRONG_ALGORITHM);
    }

    @Test
    void a_key_that_a_token_brings_along_is_not_used() throws Exception {
        var ours = Keys.rsa(2048);
        var theirs = Keys.rsa(2048);
        var file = Keys.pem(folder, "public.pem", ours.getPublic());
        var tokens = new Tokens(vertx, Keys.jwt(Map.of("algorithm", "RS256", "public-key-file", file)));
        var header = new JsonObject().put("alg", "RS256").put("jwk", Keys.jwk("x", (RSAPublicKey) theirs.getPublic()));

        assertThat(refused(tokens, rs256(header, theirs.getPrivate()))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void issuer_and_audience_count_where_they_are_configured() {
        var tokens = new Tokens(
                vertx, Keys.jwt(Map.of("secret-key", Keys.SECRET, "issuer", "platform", "audience", "headway")));

        assertThat(accepted(tokens, signed(claims().put("iss", "platform").put("aud", "headway"))))
                .isNotNull();
        assertThat(accepted(
                        tokens,
                        signed(claims().put("iss", "platform")
                                .put("aud", new JsonArray().add("x").add("headway")))))
                .isNotNull();
        assertThat(refused(tokens, signed(claims().put("iss", "other").put("aud", "headway"))))
                .isEqualTo(Reason.WRONG_ISSUER);
        assertThat(refused(tokens, signed(claims().put("iss", "platform")))).isEqualTo(Reason.WRONG_AUDIENCE);
    }

    @Test
    void claims_that_are_missing_or_malformed_are_refused() {
        for (var claims : List.of(
                without("workspace_id"),
                claims().put("workspace_id", "default"),
                claims().put("workspace_id", "1-1-1-1-1"),
                claims().put("workspace_id", 7),
                without("sub"),
                without("roles"),
                claims().put("roles", new JsonArray()),
                claims().put("roles", new JsonArray().add("pirate")),
                claims().put("roles", new JsonArray().add(1)),
                claims().put("vehicles", "all"),
                claims().put("vehicles", new JsonArray().add("x")),
                claims().put("trips", new JsonArray().add("x")))) {
            assertThat(refusedHs256(claims)).as(claims.encode()).isEqualTo(Reason.BAD_CLAIMS);
        }
    }

    @Test
    void roles_of_other_platforms_are_understood() {
        var tokens = new Tokens(vertx, hs256);
        var claims = claims().put(
                        "roles", new JsonArray().add("Dispatcher").add("rider").add("pirate"));

        assertThat(accepted(tokens, signed(claims)).roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
        assertThatThrownBy(() ->
                        new Tokens(vertx, Keys.jwt(Map.of("secret-key", Keys.SECRET, "role-aliases", "boss=emperor"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no role emperor");
    }

    @Test
    void anything_else_is_malformed() {
        var tokens = new Tokens(vertx, hs256);
        var header = base64(new JsonObject().put("alg", "HS256"));

        for (var text :
                List.of("", ".", "..", "a.b.c", "Bearer x", "é.é.é", header, header + ".", "x".repeat(20_000))) {
            assertThat(refused(tokens, text)).as(text).isIn(Reason.MALFORMED, Reason.BAD_SIGNATURE);
        }
        assertThat(refused(tokens, null)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void keys_that_do_not_fit_the_algorithm_are_configuration_faults() {
        var weak = Keys.pem(folder, "weak.pem", Keys.rsa(1024).getPublic());
        var curve = Keys.pem(folder, "curve.pem", Keys.ec("secp384r1").getPublic());
        var secret = Keys.pem(folder, "private.pem", Keys.ec("secp256r1").getPrivate());

        assertFault("RS256", "public-key-file", weak, "must be an RSA key of 2048 bits or more");
        assertFault("RS256", "public-key-file", curve, "must be an RSA key");
        assertFault("ES256", "public-key-file", curve, "must be an EC key on P-256");
        assertFault("ES256", "public-key-file", secret, "must hold a PUBLIC KEY or a CERTIFICATE, not PRIVATE KEY");
        assertFault("RS256", "jwks-file", Keys.jwks(folder), "has no signature key for RS256");
        assertFault("RS256", "jwks-file", weak, "is not a set of JSON Web Keys");
    }

    private void assertFault(String algorithm, String key, String file, String text) {
        assertThatThrownBy(() -> new Tokens(vertx, Keys.jwt(Map.of("algorithm", algorithm, key, file))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(text);
    }

    private TokenMint mint(String algorithm, KeyPair pair) {
        var file = Keys.pem(folder, algorithm + ".key", pair.getPrivate());
        return new TokenMint(vertx, Keys.jwt(Map.of("algorithm", algorithm, "private-key-file", file)));
    }

    private Tokens at(long epochS) {
        return new Tokens(vertx, hs256, InstantSource.fixed(Instant.ofEpochSecond(epochS)));
    }

    private static TokenMint.Grant device(long ttlS) {
        return new TokenMint.Grant("imei:1", Set.of(Role.DEVICE), WORKSPACE, Set.of(VEHICLE), Set.of(), ttlS);
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("sub", "someone")
                .put("roles", new JsonArray().add("operator"))
                .put("workspace_id", WORKSPACE.toString())
                .put("exp", nowS + 600);
    }

    private JsonObject without(String claim) {
        var claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static Principal accepted(Tokens tokens, String token) {
        var result = tokens.verify(token);
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        return result.result();
    }

    private static Reason refused(Tokens tokens, String token) {
        var result = tokens.verify(token);
        assertThat(result.failed()).isTrue();
        assertThat(result.cause()).isInstanceOf(TokenRefused.class);
        return ((TokenRefused) result.cause()).reason();
    }

    private Reason refusedHs256(JsonObject claims) {
        return refused(new Tokens(vertx, hs256), signed(claims));
    }

    private static String signed(JsonObject claims) {
        return hmac(
                "HmacSHA256",
                new JsonObject().put("alg", "HS256"),
                claims,
                Keys.SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private String rs256(String kid, PrivateKey key) throws GeneralSecurityException {
        var header = new JsonObject().put("alg", "RS256");
        return rs256(kid == null ? header : header.put("kid", kid), key);
    }

    private String rs256(JsonObject header, PrivateKey key) throws GeneralSecurityException {
        var content = base64(header) + "." + base64(claims());
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64(signature.sign());
    }

    private static String hmac(String algorithm, JsonObject header, JsonObject claims, byte[] secret) {
        try {
            var content = base64(header) + "." + base64(claims);
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject claimsOf(String token) {
        return new JsonObject(
                new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
    }

    private static String base64(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
