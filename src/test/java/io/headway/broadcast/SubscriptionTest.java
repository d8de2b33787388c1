package io.headway.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.protocol.json.ClientMessage;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {
    private static final long NOW_MS = 1_750_000_000_000L;

    @ParameterizedTest
    @ValueSource(doubles = {10, 0.5, 1e-6, 1e-300, Double.MIN_VALUE})
    void any_rate_sends_at_once_and_then_waits(double rateHz) {
        var request = new ClientMessage.Subscribe("s1", ClientMessage.Selection.ALL, false, rateHz, false, null);
        var subscription = new Subscription(new UUID(1, 1), request, null, 10);

        assertThat(subscription.dueInMs(NOW_MS)).isNotPositive();
        subscription.ticked(NOW_MS);
        assertThat(subscription.dueInMs(NOW_MS)).isPositive();
    }
}
