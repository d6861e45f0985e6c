package dev.chorus.variant.internal.request;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKJson;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.function.Consumer;

/** Publishes results over the link that their requests came by. Safe for any thread; never waits. */
public final class Outbox {

    private final Consumer<Publication> link;
    private final Topics topics;

    /**
     * @param link takes publications without waiting
     * @param topics of the family that the link serves
     */
    public Outbox(Consumer<Publication> link, Topics topics) {
        this.link = link;
        this.topics = topics;
    }

    void publish(String variant, TopKResult result, Duration expiry) {
        MessageProperties properties = MessageProperties.EMPTY.withExpiry(expiry);
        link.accept(Publication.atLeastOnce(topics.topK(variant), TopKFrame.encode(result))
                .with(properties));
    }

    void publishJson(String variant, TopKResult result, LabelSet labelSet, Duration expiry) {
        MessageProperties properties =
                MessageProperties.EMPTY.withContentType("application/json").withExpiry(expiry);
        link.accept(Publication.atMostOnce(topics.topKJson(variant), TopKJson.encode(result, variant, labelSet))
                .with(properties));
    }
}
