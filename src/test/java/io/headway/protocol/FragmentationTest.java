package io.headway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a stream means does not depend on how TCP cuts it into reads. */
class FragmentationTest {
    private static final String SEPARATOR = "\n";

    @TestFactory
    Stream<DynamicTest> a_stream_may_be_split_at_every_byte() {
        return streams(service -> {
            var stream = stream(service, 2);
            var whole = frames(service.stream(), List.of(stream));
            assertThat(whole).contains("Positions");
            for (var at = 1; at < stream.length(); at++) {
                var parts = List.of(stream.getBuffer(0, at), stream.getBuffer(at, stream.length()));
                assertThat(frames(service.stream(), parts))
                        .as("split at %d", at)
                        .isEqualTo(whole);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> a_stream_may_come_byte_by_byte() {
        return streams(service -> {
            var stream = stream(service, 3);
            var bytes = IntStream.range(0, stream.length())
                    .mapToObj(at -> stream.getBuffer(at, at + 1))
                    .toList();
            assertThat(frames(service.stream(), bytes)).isEqualTo(frames(service.stream(), List.of(stream)));
        });
    }

    @TestFactory
    Stream<DynamicTest> many_frames_may_come_in_one_read() {
        return streams(service -> {
            var one = frames(service.stream(), List.of(stream(service, 1)));
            var fifty = frames(service.stream(), List.of(stream(service, 50)));
            assertThat(positions(fifty)).isEqualTo(50 * positions(one));
        });
    }

    private static long positions(String frames) {
        return frames.split(SEPARATOR, -1).length == 0
                ? 0
                : Stream.of(frames.split(SEPARATOR, -1))
                        .filter(frame -> frame.startsWith("Positions"))
                        .count();
    }

    private static Stream<DynamicTest> streams(java.util.function.Consumer<DeviceService> test) {
        return Protocols.all().stream()
                .filter(service -> service.stream() != null)
                .map(service -> DynamicTest.dynamicTest(service.name(), () -> test.accept(service)));
    }

    private static Buffer stream(DeviceService service, int reports) {
        var encoder = service.encoder();
        var identity = encoder.identity(7);
        var stream = encoder.login(identity).copy();
        for (var serial = 1; serial <= reports; serial++) {
            stream.appendBuffer(encoder.report(identity, serial, fixes(serial, Math.min(2, encoder.maxFixes()))));
        }
        return stream;
    }

    private static List<Fix> fixes(int serial, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Fix(
                        DecoderCheck.NOW_MS + serial * 60_000L + i * 1_000L,
                        49.9 + serial * 1e-4,
                        11.5 + i * 1e-4,
                        300,
                        50,
                        90,
                        Float.NaN,
                        9,
                        true,
                        "{}"))
                .toList();
    }

    /** The frames, one a line, as a gateway would find them in these reads. */
    private static String frames(DeviceProtocol protocol, List<Buffer> reads) {
        List<String> frames = new ArrayList<>();
        var carry = Buffer.buffer();
        var loggedIn = false;
        for (var read : reads) {
            carry.appendBuffer(read);
            var from = 0;
            while (from < carry.length()) {
                var length = protocol.frameLength(carry, from, carry.length(), loggedIn);
                assertThat(length).isNotNegative();
                if (length == 0 || length > carry.length() - from) {
                    break;
                }
                var frame = protocol.decode(carry, from, length, new Arrival(loggedIn, DecoderCheck.NOW_MS));
                assertThat(frame).isNotInstanceOf(Frame.Rejected.class);
                loggedIn |= frame instanceof Frame.Login;
                frames.add(
                        frame instanceof Frame.Positions positions
                                ? "Positions of " + positions.uniqueId() + ": " + positions.fixes()
                                : frame.toString());
                from += length;
            }
            carry = carry.getBuffer(from, carry.length());
        }
        assertThat(carry.length()).as("bytes left over").isZero();
        return String.join(SEPARATOR, frames);
    }
}
