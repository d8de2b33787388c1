package io.headway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract is true in itself: its examples fit its schemas, and it knows every error that the code can answer. */
class ContractTest {
    private final Vertx vertx = Vertx.vertx();
    private OpenAPIContract contract;

    private record Example(String name, Object value, JsonObject schema) {}

    @BeforeEach
    void read() throws Exception {
        contract = OpenAPIContract.from(vertx, ApiRouter.CONTRACT).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void every_example_fits_its_schema() {
        var examples = examples();
        assertThat(examples).hasSizeGreaterThan(150);
        for (var example : examples) {
            assertThat(valid(example.value(), example.schema()))
                    .as(example.name() + " " + example.value())
                    .isTrue();
        }
    }

    @Test
    void the_schemas_refuse_what_is_not_an_answer() {
        for (var example : examples()) {
            if (example.value() instanceof JsonObject answer && answer.containsKey("success")) {
                var other = answer.copy().put("success", "yes");
                assertThat(valid(other, example.schema())).as(example.name()).isFalse();
            }
        }
    }

    @Test
    void the_contract_names_every_error_code_of_the_api() {
        var codes = contract.getRawContract()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Failure")
                .getJsonObject("properties")
                .getJsonObject("error")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum");
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList());
    }

    private boolean valid(Object value, JsonObject schema) {
        return contract.getSchemaRepository()
                .validator(JsonSchema.of(schema))
                .validate(value)
                .getValid();
    }

    /** A copy without the addresses that the reader of the contract adds to every object, and without its proxies. */
    private static Object plain(Object value) {
        return switch (value) {
            case JsonObject object -> {
                var copy = new JsonObject();
                for (var key : object.fieldNames()) {
                    if (!key.startsWith("__")) {
                        copy.put(key, plain(object.getValue(key)));
                    }
                }
                yield copy;
            }
            case JsonArray array -> {
                var copy = new JsonArray();
                array.forEach(entry -> copy.add(plain(entry)));
                yield copy;
            }
            case null -> null;
            default -> value;
        };
    }

    private List<Example> examples() {
        var examples = new ArrayList<Example>();
        for (var operation : contract.operations()) {
            var model = operation.getOpenAPIModel();
            add(examples, operation.getOperationId() + " request", model.getJsonObject("requestBody"));
            var responses = model.getJsonObject("responses");
            for (var status : responses.fieldNames()) {
                if (status.matches("\\d+")) {
                    add(examples, operation.getOperationId() + " " + status, responses.getJsonObject(status));
                }
            }
        }
        return examples;
    }

    private static void add(List<Example> examples, String name, JsonObject body) {
        if (body == null) {
            return;
        }
        var content = body.getJsonObject("content").getJsonObject("application/json");
        var schema = content.getJsonObject("schema");
        if (content.containsKey("example")) {
            examples.add(new Example(name, plain(content.getValue("example")), schema));
        }
        var several = content.getJsonObject("examples", new JsonObject());
        for (var key : several.fieldNames()) {
            if (several.getValue(key) instanceof JsonObject example && example.containsKey("value")) {
                examples.add(new Example(name + " " + key, plain(example.getValue("value")), schema));
            }
        }
    }
}
