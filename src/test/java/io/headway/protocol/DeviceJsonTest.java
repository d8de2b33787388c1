package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class DeviceJsonTest {

    @Test
    void a_number_may_stand_in_quotes() throws IOException {
        assertThat(DeviceJson.number(at("1.5"))).isEqualTo(1.5);
        assertThat(DeviceJson.number(at("\"-1.5\""))).isEqualTo(-1.5);
        assertThat(DeviceJson.number(at("\"fast\""))).isNaN();
        assertThat(DeviceJson.number(at("1e999"))).isNaN();
        assertThat(DeviceJson.number(at("null"))).isNaN();
        assertThat(DeviceJson.number(at("true"))).isNaN();
    }

    @Test
    void an_identity_may_stand_without_quotes() throws IOException {
        assertThat(DeviceJson.text(at("\"a1\""))).isEqualTo("a1");
        assertThat(DeviceJson.text(at("861001000719969"))).isEqualTo("861001000719969");
        assertThat(DeviceJson.text(at("null"))).isEmpty();
    }

    @Test
    void a_flag_may_be_a_number_or_a_word() throws IOException {
        assertThat(DeviceJson.flag(at("true"))).isTrue();
        assertThat(DeviceJson.flag(at("0"))).isFalse();
        assertThat(DeviceJson.flag(at("\"false\""))).isFalse();
        assertThat(DeviceJson.flag(at("2"))).isNull();
    }

    @Test
    void what_is_no_scalar_is_passed_over_whole() throws IOException {
        var object = at("{\"a\":[1,2]}");
        assertThat(DeviceJson.number(object)).isNaN();
        assertThat(object.currentToken()).isEqualTo(JsonToken.END_OBJECT);
        var array = at("[[],{}]");
        assertThat(DeviceJson.text(array)).isEmpty();
        assertThat(array.currentToken()).isEqualTo(JsonToken.END_ARRAY);
    }

    @Test
    void a_value_keeps_its_kind_under_a_name_of_the_sender() throws IOException {
        var attributes = new AttributesWriter();
        DeviceJson.putFree(attributes, "a", at("\"x\""));
        DeviceJson.putFree(attributes, "b", at("2"));
        DeviceJson.putFree(attributes, "c", at("true"));
        DeviceJson.putFree(attributes, "d", at("{\"e\":1}"));
        DeviceJson.putFree(attributes, "f", at("null"));
        assertThat(attributes.take()).isEqualTo("{\"a\":\"x\",\"b\":2,\"c\":true}");
    }

    @Test
    void members_of_an_object_are_visited_and_anything_else_has_none() throws IOException {
        var names = new ArrayList<String>();
        var object = at("{\"a\":1,\"b\":{\"c\":2}}");
        DeviceJson.members(object, name -> {
            names.add(name);
            object.skipChildren();
        });
        assertThat(object.currentToken()).isEqualTo(JsonToken.END_OBJECT);
        var array = at("[{\"d\":1}]");
        DeviceJson.members(array, names::add);
        assertThat(array.currentToken()).isEqualTo(JsonToken.END_ARRAY);
        DeviceJson.members(at("5"), names::add);
        assertThat(names).containsExactly("a", "b");
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DeviceJson.text(at("[".repeat(17) + "]".repeat(17))));
    }

    private static JsonParser at(String value) throws IOException {
        var parser = DeviceJson.parser(Buffer.buffer("[" + value + "]"));
        parser.nextToken();
        parser.nextToken();
        return parser;
    }
}
