package dev.chorus.itests.support;

import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A requester that overhears everybody: it asks, publishes whatever a test likes, and remembers all that is said below the
 * root {@value #ROOT} and on its own response topics, but for the requests. Comes back after an outage. Safe for any thread.
 */
public final class TestClient implements AutoCloseable {

    /** What all topics of the tests begin with. */
    public static final String ROOT = "chorus";

    /** The client's name at the broker, and in its threads' names. */
    public static final String ID = "test-client";

    /** What it logs in with, wherever it is asked to. */
    public static final String USER = "tester";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "tester's secret";

    /** Where the family parts is asked. */
    public static final String REQUEST = ROOT + "/parts/request";

    /** Where the family parts answers. */
    public static final String RESULT = ROOT + "/parts/result";

    /** A deadline that no busy machine misses. */
    public static final Duration PATIENT = Duration.ofSeconds(60);

    /** One topic for all, there from the start: Artemis can lose what is the first on a topic while others subscribe. */
    private static final String ANSWERS = ROOT + "/parts/reply/" + ID;

    private static final List<String> FILTERS =
            List.of(ROOT + "/+/result", ROOT + "/+/topk/+", ROOT + "/+/status/+/+", ANSWERS);

    private final List<Message> heard = new CopyOnWriteArrayList<>();
    private final MqttLink link;

    private TestClient(String brokerUrl) {
        LinkSettings settings = LinkSettings.builder(brokerUrl, ID)
                .user(USER)
                .password(PASSWORD.toCharArray())
                .backoff(Duration.ofMillis(100), Duration.ofMillis(500))
                .build();
        link = MqttLink.create(settings, any -> {});
        FILTERS.forEach(filter -> link.subscribe(filter, 1, this::hear));
        link.start();
    }

    /** Connects, and returns once it hears everything. */
    public static TestClient connect(String brokerUrl) {
        TestClient client = new TestClient(brokerUrl);
        Await.until("a connection to " + brokerUrl, client::connected);
        return client;
    }

    private void hear(Delivery delivery) {
        heard.add(new Message(
                delivery.topic(), delivery.payload(), delivery.properties().correlationData()));
    }

    /** Whether there is a connection at the moment, with everything subscribed. */
    public boolean connected() {
        return link.state().connected();
    }

    /**
     * Asks with all that MQTT 5 offers: correlation data, a response topic, a deadline.
     *
     * @return completes when the broker has the request
     */
    public CompletableFuture<Void> ask(String id, byte[] picture, Duration deadline) {
        MessageProperties properties = MessageProperties.EMPTY
                .withCorrelationData(id.getBytes(StandardCharsets.UTF_8))
                .withResponseTopic(ANSWERS)
                .withUserProperty("deadlineMs", Long.toString(deadline.toMillis()));
        return link.publish(Publication.atLeastOnce(REQUEST, picture).with(properties));
    }

    /** Asks, and waits for the answer however long it takes. */
    public Message ask(String id, byte[] picture) {
        ask(id, picture, PATIENT);
        return awaitAnswer(id);
    }

    /** Publishes anything anywhere; completes when the broker has it. */
    public CompletableFuture<Void> publish(String topic, byte[] payload) {
        return link.publish(Publication.atLeastOnce(topic, payload));
    }

    /** Publishes what the broker keeps. */
    public CompletableFuture<Void> publishRetained(String topic, byte[] payload) {
        return link.publish(Publication.retained(topic, payload));
    }

    /** Forgets what has come so far. */
    public void forget() {
        heard.clear();
    }

    /** All that has come on a topic, in the order in which it came. */
    public List<Message> heard(String topic) {
        return heard.stream().filter(message -> message.topic().equals(topic)).toList();
    }

    /** How many answers have come. */
    public int answers() {
        return heard(ANSWERS).size();
    }

    /** The answers that have come to a question. */
    public List<Message> answers(String id) {
        byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
        return heard(ANSWERS).stream()
                .filter(message -> message.correlationData()
                        .map(data -> Arrays.equals(data, wanted))
                        .orElse(false))
                .toList();
    }

    /** Waits for the answer to a question. */
    public Message awaitAnswer(String id) {
        return Await.value(
                () -> "an answer to " + id, () -> answers(id).stream().findFirst());
    }

    /** Waits until so many messages have come on a topic. */
    public List<Message> await(String topic, int number) {
        return Await.value(
                () -> number + " messages on " + topic + ", there are " + heard(topic),
                () -> Optional.of(heard(topic)).filter(messages -> messages.size() >= number));
    }

    /** Where a variant of the family parts publishes its frames. */
    public static String topK(String variant) {
        return ROOT + "/parts/topk/" + variant;
    }

    /** Where an instance of the family parts keeps its status. */
    public static String status(String kind, String instance) {
        return ROOT + "/parts/status/" + kind + "/" + instance;
    }

    /** What was said last on a topic. */
    public Optional<Message> last(String topic) {
        List<Message> all = heard(topic);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public void close() {
        link.close();
    }
}
