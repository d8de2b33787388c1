package io.headway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    LoggingTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void the_level_is_for_our_classes_and_libraries_stay_quiet() {
        Logging.configure(context, "debug", "text");

        assertThat(context.getLogger("io.headway.shard.Shard").isDebugEnabled()).isTrue();
        assertThat(context.getLogger("io.netty.x").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("io.netty.x").isWarnEnabled()).isTrue();
    }

    @Test
    void error_silences_the_warnings_of_libraries_too() {
        Logging.configure(context, "error", "text");

        assertThat(context.getLogger("io.headway.x").isWarnEnabled()).isFalse();
        assertThat(context.getLogger("io.netty.x").isWarnEnabled()).isFalse();
    }

    @Test
    void there_is_one_appender_however_often_it_is_configured() {
        Logging.configure(context, "info", "text");
        Logging.configure(context, "info", "json");

        var appenders = context.getLogger("ROOT").iteratorForAppenders();
        assertThat(appenders).toIterable().hasSize(1);
    }

    @Test
    void json_is_one_object_a_line() {
        var line = encode("json");

        assertThat(line.strip()).doesNotContain("\n");
        var json = new JsonObject(line);
        assertThat(json.getString("formattedMessage")).isEqualTo("flushed 3 \"rows\"");
        assertThat(json.getString("level")).isEqualTo("WARN");
        assertThat(json.getString("loggerName")).isEqualTo("io.headway.shard.Shard");
        assertThat(json.getLong("timestamp")).isPositive();
        assertThat(json.getJsonObject("throwable").getString("message")).isEqualTo("two\nlines");
    }

    @Test
    void text_is_for_people() {
        assertThat(encode("text"))
                .containsPattern("^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z WARN  Shard - flushed 3 \"rows\"\n");
    }

    private String encode(String format) {
        var logger = context.getLogger("io.headway.shard.Shard");
        var event = new LoggingEvent(
                LoggingTest.class.getName(),
                logger,
                Level.WARN,
                "flushed {} \"rows\"",
                new IllegalStateException("two\nlines"),
                new Object[] {3});
        return new String(Logging.encoder(context, format).encode(event), StandardCharsets.UTF_8);
    }
}
