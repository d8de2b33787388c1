package io.headway.relay;

import io.headway.config.HeadwayConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Translates our settings into those of the Kafka clients. Immutable; any thread, but reads a file. */
final class KafkaSettings {
    /** A topic that is seldom written to stays known: to ask for it again blocks a thread while Kafka is down. */
    private static final long REMEMBER_TOPICS_MS = 86_400_000;

    /** Of one partition in one request: large, because there is one request at a time. */
    private static final int BATCH_BYTES = 131_072;

    private static final int MAX_ROUTES_PER_POLL = 100;

    private final HeadwayConfig.Kafka settings;

    KafkaSettings(HeadwayConfig.Kafka settings) {
        this.settings = settings;
    }

    /** Longest wait for the acknowledgement of a record. */
    int deliveryTimeoutMs() {
        return settings.deliveryTimeoutMs();
    }

    /** Longest time for which sending may block its thread because the cluster is not known yet. */
    int blockingMs() {
        return settings.deliveryTimeoutMs() / 2;
    }

    String topic(String name) {
        return settings.topicPrefix().orElse("") + name;
    }

    /**
     * Of a producer that neither loses nor swaps records as long as it lives: of two records of one partition the later never arrives
     * without the earlier. One request at a time, since a partition that has not heard of a producer yet accepts whatever sequence number
     * comes first: of two requests at once to a topic that is just being made the first is refused and the second taken. No record expires
     * alone either: whoever waits closes the producer, and with it all that is under way.
     *
     * @throws UncheckedIOException when the file with more settings cannot be read
     */
    Map<String, Object> producer(String purpose) {
        var config = common(purpose);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) settings.bufferBytes());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) blockingMs());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, blockingMs());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * settings.deliveryTimeoutMs());
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, REMEMBER_TOPICS_MS);
        return config;
    }

    /** Of a consumer that commits when it is told to. */
    Map<String, Object> consumer(String purpose) {
        var config = common(purpose);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_ROUTES_PER_POLL);
        return config;
    }

    private Map<String, Object> common(String purpose) {
        var config = new HashMap<String, Object>();
        config.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers().orElseThrow());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.clientId() + "-" + purpose);
        settings.propertiesFile()
                .ifPresent(file -> properties(file).forEach((key, value) -> config.put((String) key, value)));
        return config;
    }

    private static Properties properties(String file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("kafka.properties-file cannot be read", e);
        }
        return properties;
    }
}
