package io.headway.relay;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver that a delivery is ours and of now: {@code v1=} and the hexadecimal HMAC-SHA256 (RFC 2104), keyed with the webhook's
 * secret, of the timestamp, a full stop and the body. Pure; any thread.
 */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /**
     * The value of the header {@code Headway-Signature}.
     *
     * @param secret not empty
     * @param timestampS the header {@code Headway-Timestamp}, seconds since 1970-01-01T00:00Z
     */
    static String of(String secret, long timestampS, Buffer body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestampS + ".").getBytes(StandardCharsets.US_ASCII));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256, with a key of any length", e);
        }
    }
}
