package io.headway.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.model.Position;
import io.headway.model.Source;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonMessagesTest {
    private static final UUID VEHICLE = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
    private static final String MOVED =
            "\"vehicle_id\":\"0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\",\"position\":[13.404954,-0.0000001],"
                    + "\"speed\":50.5,\"heading\":null,\"timestamp\":\"2026-01-02T03:04:05.078Z\",\"offset\":";

    private final Position position = new Position(
            new Source(UUID.randomUUID(), VEHICLE, null, "json"),
            new Fix(1767323045078L, -0.0000001, 13.404954, Float.NaN, 50.5f, Float.NaN, Float.NaN, -1, true, "{}"),
            1,
            1);

    @Test
    void answers_are_as_documented() {
        assertThat(JsonMessages.ack(12L)).hasToString("{\"type\":\"ack\",\"seq\":12}");
        assertThat(JsonMessages.ack(Long.MIN_VALUE)).hasToString("{\"type\":\"ack\",\"seq\":-9223372036854775808}");
        assertThat(JsonMessages.ack(null)).hasToString("{\"type\":\"ack\"}");
        assertThat(JsonMessages.error("NOT_FOUND", "no", null))
                .hasToString("{\"type\":\"error\",\"code\":\"NOT_FOUND\",\"message\":\"no\"}");
        assertThat(JsonMessages.subscribed("s\"1", "e", 0, null))
                .hasToString("{\"type\":\"subscribed\",\"id\":\"s\\\"1\",\"epoch\":\"e\",\"offset\":0}");
        assertThat(JsonMessages.subscribed("s", "e", 5, true))
                .hasToString("{\"type\":\"subscribed\",\"id\":\"s\",\"epoch\":\"e\",\"offset\":5,\"recovered\":true}");
        assertThat(JsonMessages.unsubscribed("s")).hasToString("{\"type\":\"unsubscribed\",\"id\":\"s\"}");
    }

    @Test
    void a_move_says_null_for_what_is_unknown() {
        assertThat(JsonMessages.vehicleMoved(position, 3)).hasToString("{\"type\":\"vehicle_moved\"," + MOVED + "3}");
    }

    @Test
    void several_moves_are_their_items_in_order() {
        var items = List.of(JsonMessages.movedItem(position, 3), JsonMessages.movedItem(position, 4));
        assertThat(JsonMessages.vehiclesMoved(items, 4))
                .hasToString(
                        "{\"type\":\"vehicles_moved\",\"positions\":[{" + MOVED + "3},{" + MOVED + "4}],\"offset\":4}");
        assertThat(JsonMessages.vehiclesMoved(List.of(), 4))
                .hasToString("{\"type\":\"vehicles_moved\",\"positions\":[],\"offset\":4}");
    }

    @Test
    void a_snapshot_gives_every_position_the_offset_it_was_taken_at() {
        assertThat(JsonMessages.snapshot(List.of(position, position), 9))
                .hasToString(
                        "{\"type\":\"vehicles_moved\",\"positions\":[{" + MOVED + "9},{" + MOVED + "9}],\"offset\":9}");
    }
}
