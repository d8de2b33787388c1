package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.headway.model.Receipt;
import io.headway.testing.conformance.Captures;
import io.headway.testing.conformance.Captures.Case;
import io.headway.testing.conformance.Reading;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Captured messages of real trackers through each decoder alone. What deviates, and why, stands in each protocol's captures.json. */
class ConformanceTest {
    /** Their users name attributes themselves. */
    private static final Set<String> NAMED_BY_SENDERS = Set.of("wialon", "osmand", "owntracks");

    @Test
    void every_protocol_that_has_captures_is_registered() throws IOException {
        assumeTrue(Captures.available(), "captured messages are absent: not tested");
        assertThat(Protocols.byName().keySet()).containsAll(Captures.files());
    }

    @TestFactory
    Stream<DynamicContainer> decodes_as_captured() {
        assumeTrue(Captures.available(), "captured messages are absent: not tested");
        return Protocols.all().stream().map(service -> {
            var captures = Captures.of(service.name());
            return dynamicContainer(
                    service.name(),
                    captures.cases().stream()
                            .map(captured -> dynamicTest(captured.name(), () -> agree(service, captures, captured))));
        });
    }

    private static void agree(DeviceService service, Captures captures, Case captured) {
        var frames = Reading.of(service, captures, captured).frames();
        if (captured.frame() != null) {
            assertThat(frames)
                    .extracting(frame -> frame.getClass().getSimpleName())
                    .containsOnly(captured.frame());
            return;
        }
        if (!captured.checksumOk()) {
            assertThat(frames)
                    .isNotEmpty()
                    .allSatisfy(frame -> assertThat(frame)
                            .isInstanceOfSatisfying(
                                    Frame.Rejected.class,
                                    rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM)));
            return;
        }
        assertThat(frames).as("%s", frames).noneMatch(Frame.Rejected.class::isInstance);
        var fixes = frames.stream()
                .filter(Frame.Positions.class::isInstance)
                .flatMap(frame -> ((Frame.Positions) frame).fixes().stream())
                .toList();
        frames.forEach(frame -> answersAndAttributesAreWhole(service.name(), frame));
        if (captured.hasFix()) {
            assertThat(fixes).as("positions").hasSameSizeAs(captured.positions());
            for (var i = 0; i < fixes.size(); i++) {
                assertThat(captured.positions().get(i).differences(fixes.get(i)))
                        .as("%s of %s", captured.positions().get(i).json(), fixes.get(i))
                        .isEmpty();
            }
            return;
        }
        assertThat(fixes).as("positions").isEmpty();
        if (!captured.positions().isEmpty()) {
            assertThat(frames).anyMatch(Frame.Status.class::isInstance);
        }
    }

    private static void answersAndAttributesAreWhole(String protocol, Frame frame) {
        switch (frame) {
            case Frame.Positions positions -> {
                var ack = positions
                        .ack()
                        .apply(Receipt.allStored(positions.fixes().size()));
                assertThat(ack == null || ack.length() < 4_096).isTrue();
                positions.fixes().forEach(fix -> ofTheVocabulary(protocol, fix.attributes()));
            }
            case Frame.Status status -> ofTheVocabulary(protocol, status.attributes());
            case Frame.Login login -> assertThat(login.uniqueId()).isNotBlank();
            case Frame.Heartbeat _ -> {}
            case Frame.Rejected rejected -> assertThat(rejected.detail()).isNotBlank();
        }
    }

    /** A name is the vocabulary's with the vocabulary's kind of value, or {@code io<N>}, or the maker's own behind the protocol's. */
    private static void ofTheVocabulary(String protocol, String attributes) {
        new JsonObject(attributes).forEach(entry -> {
            var known = Attribute.of(entry.getKey());
            if (known != null) {
                assertThat(entry.getValue())
                        .as(entry.getKey())
                        .isInstanceOf(
                                switch (known.kind()) {
                                    case FLAG -> Boolean.class;
                                    case NUMBER -> Number.class;
                                    case TEXT -> String.class;
                                    case ANY -> Object.class;
                                    case ARRAY -> JsonArray.class;
                                });
            } else {
                assertThat(entry.getKey())
                        .matches(NAMED_BY_SENDERS.contains(protocol) ? ".+" : "io\\d+|" + protocol + "_.+");
            }
        });
    }
}
