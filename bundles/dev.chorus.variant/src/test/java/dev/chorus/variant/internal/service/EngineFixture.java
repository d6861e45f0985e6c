package dev.chorus.variant.internal.service;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.Await;
import dev.chorus.variant.internal.PlainSecrets;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelPlace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs an engine with fake links, fake model bundles and a real model. */
final class EngineFixture implements AutoCloseable {

    static final String REQUESTS = "chorus/colours/request";
    static final String FRAMES = "chorus/colours/topk/rgb";

    final List<FakeLink> links = new CopyOnWriteArrayList<>();
    final FakeCatalog catalog = new FakeCatalog();
    final VariantEngine engine;

    EngineFixture() {
        this(Duration.ofMillis(200));
    }

    /** @param updatePause how long a model may be unavailable */
    EngineFixture(Duration updatePause) {
        engine = new VariantEngine(
                "test",
                new VariantDependencies(
                        "1.2.3",
                        catalog,
                        (settings, listener) -> {
                            FakeLink link = new FakeLink(settings, listener);
                            links.add(link);
                            return link;
                        },
                        updatePause));
    }

    /** Returns a valid configuration. */
    static Map<String, Object> goodProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("client.id", "here");
        properties.put("family", ColourFamily.FAMILY);
        properties.put("variant", ColourFamily.VARIANT);
        properties.put("deadline.ms", 20_000);
        return properties;
    }

    static Map<String, Object> goodPropertiesWith(String name, Object value) {
        Map<String, Object> properties = goodProperties();
        properties.put(name, value);
        return properties;
    }

    void configure(Map<String, Object> properties) {
        engine.configure(properties, new PlainSecrets());
    }

    /** Starts a model bundle. */
    ModelPlace startModel(String version, ColourModel model) {
        ModelPlace place = ColourFamily.place("bundle " + version, ColourFamily.files(version, model));
        catalog.add(place, ColourFamily.FAMILY, ColourFamily.VARIANT);
        return place;
    }

    /** Returns the latest link. */
    FakeLink link() {
        Await.until(() -> !links.isEmpty(), () -> "no link");
        return links.get(links.size() - 1);
    }

    /** Returns the link once it is subscribed to requests. */
    FakeLink listeningLink() {
        Await.until(
                () -> !links.isEmpty() && link().handlers.containsKey(REQUESTS), () -> "no subscription: " + status());
        return link();
    }

    void ask(String id, byte[] payload) {
        ask(payload, MessageProperties.EMPTY.withCorrelationData(id.getBytes(StandardCharsets.US_ASCII)));
    }

    void ask(byte[] payload, MessageProperties properties) {
        listeningLink().deliver(REQUESTS, payload, properties);
    }

    /** Returns all outcomes so far, over all links. */
    List<TopKResult> outcomes() {
        return links.stream()
                .flatMap(link -> link.published.stream())
                .filter(publication -> publication.topic().equals(FRAMES))
                .map(EngineFixture::decode)
                .toList();
    }

    /** Waits for the outcome of the request with that id. */
    TopKResult outcome(String id) {
        RequestId wanted = RequestId.ofBytes(id.getBytes(StandardCharsets.US_ASCII), false);
        Await.until(() -> find(wanted).isPresent(), () -> "no outcome of " + id + "; " + status());
        return find(wanted).orElseThrow();
    }

    private Optional<TopKResult> find(RequestId id) {
        return outcomes().stream().filter(result -> result.id().equals(id)).findFirst();
    }

    private static TopKResult decode(Publication frame) {
        try {
            return TopKFrame.decode(frame.payload());
        } catch (MalformedPayloadException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the latest published status. */
    Status status() {
        Await.until(() -> lastStatus().isPresent(), () -> "no status");
        return lastStatus().orElseThrow();
    }

    private Optional<Status> lastStatus() {
        List<Publication> all = links.stream()
                .flatMap(link -> link.published.stream())
                .filter(publication -> publication.topic().endsWith("/status/variant/here"))
                .filter(publication -> publication.payload().length > 0)
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StatusJson.decode(all.get(all.size() - 1).payload()));
        } catch (MalformedPayloadException e) {
            throw new AssertionError(e);
        }
    }

    Status awaitState(Status.State state) {
        Await.until(
                () -> lastStatus().map(status -> status.state() == state).orElse(false),
                () -> "state is not " + state + " but " + lastStatus());
        return status();
    }

    /** Waits until the status contains a problem. */
    Status awaitProblem(String problem) {
        Await.until(
                () -> lastStatus()
                        .map(status -> problem.equals(status.problem()))
                        .orElse(false),
                () -> "problem is not '" + problem + "' but " + lastStatus());
        return status();
    }

    @Override
    public void close() {
        engine.close();
    }
}
