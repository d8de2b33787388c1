package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class AttributesWriterTest {
    private final AttributesWriter attributes = new AttributesWriter();

    @Test
    void is_an_empty_object_when_nothing_was_put() {
        assertThat(attributes.take()).isEqualTo("{}");
    }

    @Test
    void starts_over_after_take() {
        attributes.put("a", 1);
        assertThat(attributes.take()).isEqualTo("{\"a\":1}");
        attributes.put("b", true);
        assertThat(attributes.take()).isEqualTo("{\"b\":true}");
        assertThat(attributes.take()).isEqualTo("{}");
    }

    @Test
    void writes_decimals_exactly_and_without_trailing_zeros() {
        attributes.putDecimal("a", 12_345, 3);
        attributes.putDecimal("b", 12_340, 3);
        attributes.putDecimal("c", 12_000, 3);
        attributes.putDecimal("d", 5, 3);
        attributes.putDecimal("e", -5, 1);
        attributes.putDecimal("f", -55, 1);
        attributes.putDecimal("g", 0, 2);
        attributes.putDecimal("h", 7, 0);
        attributes.putDecimal("i", Long.MIN_VALUE, 18);
        assertThat(attributes.take())
                .isEqualTo("{\"a\":12.345,\"b\":12.34,\"c\":12,\"d\":0.005,\"e\":-0.5,\"f\":-5.5,\"g\":0,\"h\":7,"
                        + "\"i\":-9.223372036854775808}");
    }

    @Test
    void leaves_out_numbers_that_json_does_not_have() {
        attributes.put("a", Double.NaN);
        attributes.put("b", Double.POSITIVE_INFINITY);
        attributes.put("c", 1.5);
        assertThat(attributes.take()).isEqualTo("{\"c\":1.5}");
    }

    @Test
    void escapes_what_would_end_or_break_a_string() {
        var hostile = "\"}, \\ \n\t\u001f\u007f äß € \uD83D\uDE9A";
        attributes.put("a", hostile);
        assertThat(new JsonObject(attributes.take()).getString("a")).isEqualTo(hostile);
    }

    @Test
    void replaces_nul_and_lone_surrogates_which_jsonb_refuses() {
        attributes.put("a", "x\0y");
        attributes.put("b", "\uD83D");
        attributes.put("c", "\uDE9A\uD83D!");
        var text = attributes.take();
        assertThat(text).doesNotContain("\0").doesNotContain("\\u0000");
        var object = new JsonObject(text);
        assertThat(object.getString("a")).isEqualTo("x\uFFFDy");
        assertThat(object.getString("b")).isEqualTo("\uFFFD");
        assertThat(object.getString("c")).isEqualTo("\uFFFD\uFFFD!");
    }

    @Test
    void leaves_out_a_null_string() {
        attributes.put("a", (String) null);
        assertThat(attributes.take()).isEqualTo("{}");
    }

    @Test
    void writes_bytes_as_hexadecimal_or_ascii_text() {
        var bytes = Buffer.buffer(new byte[] {'A', '"', (byte) 0xFF, 0x0A, 0, 0});
        attributes.putHex("a", 0x0A1BL, 8);
        attributes.putHexIndexed("io", 17, bytes, 1, 3);
        attributes.putAscii("b", bytes, 0, 6);
        attributes.putIndexed("io", 18, 4_294_967_295L);
        assertThat(attributes.take())
                .isEqualTo("{\"a\":\"0000000000000a1b\",\"io17\":\"22ff0a\",\"b\":\"A\\\"\uFFFD\\u000a\","
                        + "\"io18\":4294967295}");
    }

    @Test
    void what_a_sender_names_itself_keeps_its_kind_or_takes_that_of_the_vocabulary() {
        attributes.putFree("mood", "good");
        attributes.putFree("count", 12);
        attributes.putFree("ratio", 0.25);
        attributes.putFree("endless", Double.POSITIVE_INFINITY);
        attributes.putFree("on", true);
        attributes.putFree("ignition", 1);
        attributes.putFree("motion", 0.5);
        attributes.putFree("power_v", 12.5);
        attributes.putFree("driver_id", 77);
        attributes.putFree("blocked", false);
        attributes.putFree("rfid", true);
        assertThat(attributes.take())
                .isEqualTo("{\"mood\":\"good\",\"count\":12,\"ratio\":0.25,\"on\":true,\"ignition\":true,"
                        + "\"raw_motion\":\"0.5\",\"power_v\":12.5,\"driver_id\":\"77\",\"blocked\":false,"
                        + "\"rfid\":\"true\"}");
    }

    @Test
    void a_free_name_is_cut_and_escaped() {
        attributes.putFree("a\"\0" + "x".repeat(100), 1);
        assertThat(new JsonObject(attributes.take()).getInteger("a\"\uFFFD" + "x".repeat(61)))
                .isEqualTo(1);
    }
}
