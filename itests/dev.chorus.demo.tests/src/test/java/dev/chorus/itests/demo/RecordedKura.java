package dev.chorus.itests.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chorus.itests.demo.KuraCloudPayload.Metric;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The gateway {@code gw1} of the account {@code acme} at the broker of its cloud connection: answers requests with what a Kura 5.6
 * answered, as recorded in {@code kura-cloud.json}, and compares each request with the recorded one. Thread-safe.
 */
final class RecordedKura implements AutoCloseable {

    private static final String REQUESTER = "requester.client.id";
    private static final String REQUEST = "request.id";
    private static final String JOB = "job.id";

    private final JsonObject recordings;
    private final MqttLink link;
    private final Queue<JsonObject> next = new ArrayDeque<>();
    private final List<String> differences = new ArrayList<>();
    private CompletableFuture<Void> published = CompletableFuture.completedFuture(null);

    /** Returns when it is subscribed. */
    RecordedKura(String brokerUrl) throws IOException, InterruptedException {
        try (InputStream in = RecordedKura.class.getResourceAsStream("/kura-cloud.json")) {
            recordings = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
        CountDownLatch subscribed = new CountDownLatch(1);
        link = MqttLink.create(LinkSettings.builder(brokerUrl, "gw1").build(), any -> subscribed.countDown());
        link.subscribe("$EDC/acme/gw1/#", 1, this::answer);
        link.start();
        if (!subscribed.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection within 120 s");
        }
    }

    /** Answers the next request as recorded under a name. */
    RecordedKura play(String name) {
        return play(name, body -> body);
    }

    /** @param change of the body of the reply */
    synchronized RecordedKura play(String name, UnaryOperator<String> change) {
        JsonObject recording = recordings.getAsJsonObject(name).deepCopy();
        for (JsonElement answer : recording.getAsJsonArray("answers")) {
            JsonElement body = answer.getAsJsonObject().get("body");
            if (body != null) {
                answer.getAsJsonObject().addProperty("body", change.apply(body.getAsString()));
            }
        }
        next.add(recording);
        return this;
    }

    /** In what the requests differed from the recorded ones; recordings that nothing asked for. */
    synchronized List<String> differences() {
        List<String> all = new ArrayList<>(differences);
        next.forEach(unused -> all.add("not asked for: " + unused.get("note")));
        return all;
    }

    private synchronized void answer(Delivery delivery) {
        JsonObject recording = next.poll();
        if (recording == null) {
            differences.add("not expected: " + delivery.topic());
            return;
        }
        try {
            KuraCloudPayload request = KuraCloudPayload.decode(delivery.payload());
            JsonObject expected = recording.getAsJsonObject("request");
            compare(expected, delivery.topic(), request);
            recording
                    .getAsJsonArray("answers")
                    .forEach(answer -> publish(answer.getAsJsonObject(), metrics(expected), request.metrics()));
        } catch (InvalidProtocolBufferException e) {
            differences.add(e.toString());
        }
    }

    private void compare(JsonObject recorded, String topic, KuraCloudPayload request) {
        if (!recorded.get("topic").getAsString().equals(topic)) {
            differences.add("topic is " + topic + ", recorded " + recorded.get("topic"));
        }
        metrics(recorded).forEach((name, metric) -> {
            Metric given = request.metrics().get(name);
            boolean ownValue = List.of(REQUESTER, REQUEST, JOB, "dp.uri").contains(name);
            if (given == null
                    || !given.type().equals(metric.type())
                    || !ownValue && !given.value().equals(metric.value())) {
                differences.add(name + " is " + given + ", recorded " + metric);
            }
        });
        JsonElement body = recorded.get("body");
        if (body != null
                && (request.body() == null
                        || !JsonParser.parseString(body.getAsString())
                                .equals(JsonParser.parseString(request.body())))) {
            differences.add("body is " + request.body() + ", recorded " + body);
        }
    }

    /** With the ids of this request in the place of those of the recorded one. */
    private void publish(JsonObject answer, Map<String, Metric> recorded, Map<String, Metric> request) {
        Map<String, Metric> metrics = metrics(answer);
        if (recorded.containsKey(JOB) && recorded.get(JOB).equals(metrics.get(JOB))) {
            metrics.put(JOB, request.get(JOB));
        }
        String topic = answer.get("topic")
                .getAsString()
                .replace("/cons/", "/" + request.get(REQUESTER).value() + "/")
                .replaceFirst("/req-\\d+$", "/" + request.get(REQUEST).value());
        String body = answer.has("body") ? answer.get("body").getAsString() : null;
        Publication publication = Publication.atLeastOnce(topic, new KuraCloudPayload(metrics, body).encode());
        // Kura's steps have topics of their own, and the link keeps the order within one topic only.
        published = published.thenCompose(before -> link.publish(publication));
    }

    private static Map<String, Metric> metrics(JsonObject message) {
        Map<String, Metric> metrics = new TreeMap<>();
        message.getAsJsonObject("metrics").entrySet().forEach(entry -> {
            JsonArray metric = entry.getValue().getAsJsonArray();
            metrics.put(
                    entry.getKey(),
                    new Metric(metric.get(0).getAsString(), metric.get(1).getAsString()));
        });
        return metrics;
    }

    @Override
    public void close() {
        link.close();
    }
}
