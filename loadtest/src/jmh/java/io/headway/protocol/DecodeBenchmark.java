package io.headway.protocol;

import io.headway.model.Fix;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What decoding a position costs, framing and checksum included: reports of a protocol's own encoder, one position each, 1,000 different
 * ones round and round. Per position: nanoseconds, and with {@code -prof gc} bytes allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    private static final int POSITIONS = 1_000;
    private static final long FIRST_MS = 1_767_225_600_000L;

    @Param({
        "teltonika",
        "gt06",
        "jt808",
        "h02",
        "gps103",
        "tk103",
        "queclink",
        "nmea",
        "suntech",
        "meitrack",
        "wialon",
        "ruptela",
        "osmand",
        "watch",
        "owntracks"
    })
    private String protocol;

    private final Arrival arrival = new Arrival(true, FIRST_MS + 3_600_000);
    private DeviceService service;
    private Buffer stream;
    private List<HttpProtocol.Request> requests;

    @Setup
    public void write() {
        service = Protocols.byName().get(protocol);
        var identity = service.encoder().identity(1);
        stream = Buffer.buffer();
        requests = new ArrayList<>();
        for (var i = 0; i < POSITIONS; i++) {
            var report = service.encoder().report(identity, i + 1, List.of(fix(i)));
            if (service.stream() == null) {
                requests.add(request(report));
            } else {
                stream.appendBuffer(report);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(POSITIONS)
    public void decode(Blackhole sink) {
        if (service.stream() == null) {
            requests.forEach(request -> sink.consume(service.http().decode(request, arrival)));
            return;
        }
        var to = stream.length();
        for (var from = 0; from < to; ) {
            var length = service.stream().frameLength(stream, from, to, true);
            sink.consume(service.stream().decode(stream, from, length, arrival));
            from += length;
        }
    }

    private static Fix fix(int i) {
        return new Fix(
                FIRST_MS + i * 1_000L,
                49.9 + i * 1e-4,
                11.5 + i * 1e-4,
                300 + i % 50,
                i % 130,
                i % 360,
                Float.NaN,
                5 + i % 8,
                true,
                "{\"ignition\":true,\"motion\":true,\"odometer_m\":" + (123_456_789L + i)
                        + ",\"power_v\":13.8,\"battery_v\":4.1}");
    }

    /** A JSON body, or a form: the server has divided it into parameters before the decoder sees it. */
    private static HttpProtocol.Request request(Buffer body) {
        if (body.getByte(0) == '{') {
            return new HttpProtocol.Request("POST", "/", Map.of(), Map.of("content-type", "application/json"), body);
        }
        Map<String, List<String>> query = new HashMap<>();
        for (var pair : body.toString().split("&", -1)) {
            query.put(pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
        }
        return new HttpProtocol.Request("GET", "/", query, Map.of(), Buffer.buffer());
    }
}
