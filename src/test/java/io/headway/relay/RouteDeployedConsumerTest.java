package io.headway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.relay.RouteDeployedConsumer.Wanted;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteDeployedConsumerTest {

    @Test
    void a_message_names_workspace_route_and_vehicle_and_who_wants_it() {
        var message = Buffer.buffer("""
                {"event_id": "x", "workspace_id": "%s", "actor_id": "anna", "data": {"route_id": "%s", "vehicle_id": "%s"}}
                """.formatted(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3)));

        assertThat(Wanted.read(message)).contains(new Wanted(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3), "anna"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"workspace_id\":7,\"data\":{}}",
                "{\"workspace_id\":\"00000000-0000-0001-0000-000000000001\",\"data\":[]}",
                "{\"workspace_id\":\"00000000-0000-0001-0000-000000000001\",\"data\":{\"route_id\":\"r\"}}"
            })
    void what_is_no_such_message_names_nothing(String text) {
        assertThat(Wanted.read(text == null ? null : Buffer.buffer(text))).isEmpty();
    }
}
