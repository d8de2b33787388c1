package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/protocols.md says what the code says. */
class DocumentationTest {
    private static final Path PAGE = Path.of("docs/protocols.md");

    @Test
    void the_vocabulary_of_the_page_is_that_of_the_code() throws IOException {
        var table = Arrays.stream(Attribute.values())
                .map(attribute -> "| `%s` | %s | %s |"
                        .formatted(
                                attribute.key(), attribute.kind().name().toLowerCase(Locale.ROOT), attribute.meaning()))
                .sorted()
                .toList();
        assertThat(Files.readString(PAGE)).contains(String.join("\n", table));
    }

    @Test
    void the_alarms_of_the_page_are_those_of_the_code() throws IOException {
        var words = Arrays.stream(Alarm.values())
                .map(alarm -> "`" + alarm.tag() + "`")
                .collect(Collectors.joining(", "));
        assertThat(Files.readString(PAGE).replace('\n', ' ')).contains(words);
    }

    @Test
    void every_protocol_has_its_row_and_its_page() throws IOException {
        var page = Files.readString(PAGE);
        for (var service : Protocols.all()) {
            assertThat(page).contains("(protocols/" + service.name() + ".md)");
            assertThat(page.lines().filter(line -> line.contains("protocols/" + service.name() + ".md")))
                    .singleElement()
                    .asString()
                    .contains("| " + service.port() + " |", transports(service));
            assertThat(Path.of("docs/protocols/" + service.name() + ".md")).exists();
        }
    }

    private static String transports(DeviceService service) {
        if (service.http() != null) {
            return "| HTTP |";
        }
        return service.datagrams() == null ? "| TCP |" : "| TCP, UDP |";
    }
}
