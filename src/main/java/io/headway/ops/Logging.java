package io.headway.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets level and format of the log, which goes to standard error: standard output is for what a command prints. */
public final class Logging {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} - %msg%n";

    private Logging() {}

    /**
     * Applies to the whole process, from now on.
     *
     * @param level trace, debug, info, warn or error, for our own classes; libraries speak from warn on
     * @param format text, or json for one object a line
     */
    public static void configure(String level, String format) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            configure(context, level, format);
        } else {
            throw new IllegalStateException("the log is not written by logback");
        }
    }

    static void configure(LoggerContext context, String level, String format) {
        var ours = Level.toLevel(level);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        context.getLogger("io.headway").setLevel(ours);
        root.setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);

        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("console");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, format));
        appender.start();
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, String format) {
        return format.equals("json") ? json(context) : text(context);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
