package io.headway.testing;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics from their beginning and keeps what it has read. Owned by the test's thread. */
public final class KafkaReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final List<Message> messages = new ArrayList<>();

    /** A record whose value is the envelope of an event. */
    public record Message(String topic, String key, JsonObject envelope) {
        public String eventId() {
            return envelope.getString("event_id");
        }
    }

    public KafkaReader(String bootstrapServers, Collection<String> topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        UUID.randomUUID().toString(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        "500"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(topics);
    }

    /** Reads on; all that was read so far. */
    public List<Message> read() {
        for (var record : consumer.poll(POLL)) {
            messages.add(new Message(record.topic(), record.key(), new JsonObject(record.value())));
        }
        return messages;
    }

    /** Ids of the events of each key, in the order in which each was first read. */
    public Map<String, List<String>> firstAppearances() {
        var byKey = new LinkedHashMap<String, List<String>>();
        for (var message : messages) {
            var ids = byKey.computeIfAbsent(message.key(), _ -> new ArrayList<>());
            if (!ids.contains(message.eventId())) {
                ids.add(message.eventId());
            }
        }
        return byKey;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
