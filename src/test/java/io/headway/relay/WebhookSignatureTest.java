package io.headway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    /** Expected value from OpenSSL: printf '%s' '1795262400.{"a":"ü"}' | openssl dgst -sha256 -hmac 'a-secret-of-the-receiver'. */
    @Test
    void is_the_hmac_of_timestamp_and_body() {
        assertThat(WebhookSignature.of("a-secret-of-the-receiver", 1_795_262_400L, Buffer.buffer("{\"a\":\"ü\"}")))
                .isEqualTo("v1=fbec8eeba9b011c53e53350b678b53bfe09b9b3bcf02052c75ae7ffe3b649f6d");
    }

    @Test
    void changes_with_secret_time_and_body() {
        var body = Buffer.buffer("{}");
        assertThat(WebhookSignature.of("one", 1, body))
                .isEqualTo(WebhookSignature.of("one", 1, Buffer.buffer("{}")))
                .isNotEqualTo(WebhookSignature.of("two", 1, body))
                .isNotEqualTo(WebhookSignature.of("one", 2, body))
                .isNotEqualTo(WebhookSignature.of("one", 1, Buffer.buffer("{ }")));
    }
}
