package io.headway.protocol.teltonika;

import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Fix;
import io.headway.protocol.Arrival;
import io.headway.protocol.Frame;
import io.headway.protocol.FrameFault;
import io.headway.protocol.StreamReads;
import io.headway.protocol.teltonika.TeltonikaEncoder.AvlRecord;
import io.headway.protocol.teltonika.TeltonikaEncoder.IoValue;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TeltonikaPropertyTest {
    private final TeltonikaProtocol protocol = new TeltonikaProtocol();

    @Property
    void what_is_encoded_is_decoded(@ForAll TeltonikaCodec codec, @ForAll("packets") List<AvlRecord> records) {
        var packet = TeltonikaEncoder.packetOf(codec, records);
        assertThat(protocol.frameLength(packet, 0, packet.length(), true)).isEqualTo(packet.length());
        var positions = (Frame.Positions) protocol.decode(packet, 0, packet.length(), new Arrival(true, 0));
        assertThat(positions.fixes()).hasSameSizeAs(records);
        for (var i = 0; i < records.size(); i++) {
            var sent = records.get(i);
            var read = positions.fixes().get(i);
            assertThat(withoutAttributes(read)).isEqualTo(sent.fix());
            var attributes = new JsonObject(read.attributes());
            assertThat(attributes.getInteger("event", 0)).isEqualTo(sent.event());
            assertThat(attributes.getInteger("priority", 0)).isEqualTo(sent.priority());
            for (var io : sent.io()) {
                assertThat(attributes.getValue("io" + io.id())).isEqualTo(asAttribute(io));
            }
        }
    }

    @Property(tries = 300)
    void frames_do_not_depend_on_how_the_stream_is_split_into_reads(
            @ForAll TeltonikaCodec codec,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 3) Integer> recordCounts,
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 200) Integer> readBytes,
            @ForAll("packets") List<AvlRecord> pool) {
        var stream = TeltonikaEncoder.login("356307042441013");
        for (var count : recordCounts) {
            stream.appendByte((byte) 0xFF)
                    .appendBuffer(TeltonikaEncoder.packetOf(codec, pool.subList(0, Math.min(count, pool.size()))));
        }
        assertThat(StreamReads.frames(protocol, false, stream, readBytes))
                .isEqualTo(StreamReads.frames(protocol, false, stream, List.of()));
    }

    @Property
    void any_changed_byte_of_the_content_or_checksum_is_noticed(
            @ForAll TeltonikaCodec codec,
            @ForAll("packets") List<AvlRecord> records,
            @ForAll @IntRange(min = 0) int where,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        var packet = TeltonikaEncoder.packetOf(codec, records);
        var at = 8 + where % (packet.length() - 8);
        packet.setByte(at, (byte) (packet.getByte(at) ^ change));
        assertThat(protocol.decode(packet, 0, packet.length(), new Arrival(true, 0)))
                .isInstanceOfSatisfying(
                        Frame.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FrameFault.CHECKSUM));
    }

    @Property
    void every_shorter_frame_is_refused(
            @ForAll("packets") List<AvlRecord> records, @ForAll @IntRange(min = 1) int cut) {
        var packet = TeltonikaEncoder.packetOf(TeltonikaCodec.CODEC_8, records);
        var length = 1 + cut % (packet.length() - 1);
        assertThat(protocol.decode(packet, 0, length, new Arrival(true, 0))).isInstanceOf(Frame.Rejected.class);
    }

    /** The frames of a stream that arrives in reads of the given lengths, the rest in one read; records are compared by their content. */
    @Provide
    Arbitrary<List<AvlRecord>> packets() {
        var element = Combinators.combine(Arbitraries.of(1, 2, 4, 8), Arbitraries.longs())
                .as((widthBytes, value) -> new IoValue(0, widthBytes, value));
        var record = Combinators.combine(
                        fixes(),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 255),
                        element.list().ofMaxSize(6))
                .as((fix, priority, event, io) -> new AvlRecord(fix, priority, event, numbered(io)));
        return record.list().ofMinSize(1).ofMaxSize(5);
    }

    /** Ids that no element of the table has, each once: an object that repeats a name could not be compared. */
    private static List<IoValue> numbered(List<IoValue> io) {
        var numbered = new ArrayList<IoValue>();
        for (var element : io) {
            numbered.add(new IoValue(220 + numbered.size(), element.widthBytes(), element.value()));
        }
        return numbered;
    }

    private static Arbitrary<Fix> fixes() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(-900_000_000, 900_000_000),
                        Arbitraries.integers().between(-1_800_000_000, 1_800_000_000),
                        Arbitraries.integers().between(Short.MIN_VALUE, Short.MAX_VALUE),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(0, 359),
                        Arbitraries.integers().between(0, 255))
                .as((time, lat, lng, altitude, speed, heading, satellites) -> new Fix(
                        time,
                        lat / 1e7,
                        lng / 1e7,
                        altitude,
                        speed,
                        heading,
                        Float.NaN,
                        satellites,
                        satellites > 0,
                        "{}"));
    }

    private static Fix withoutAttributes(Fix fix) {
        return new Fix(
                fix.recordedAtMs(),
                fix.latitude(),
                fix.longitude(),
                fix.altitudeM(),
                fix.speedKmh(),
                fix.headingDeg(),
                fix.accuracyM(),
                fix.satellites(),
                fix.valid(),
                "{}");
    }

    private static Object asAttribute(IoValue io) {
        return switch (io.widthBytes()) {
            case 1 -> (int) io.value() & 0xFF;
            case 2 -> (int) io.value() & 0xFFFF;
            case 4 -> {
                var value = io.value() & 0xFFFF_FFFFL;
                yield value <= Integer.MAX_VALUE ? (Object) (int) value : (Object) value;
            }
            default -> String.format("%016x", io.value());
        };
    }
}
