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

/** Publishes results over the link that their requests arrived by. Safe for any thread; never blocks. */
public final class ResultPublisher {

    private final Consumer<Publication> frames;
    private final Consumer<Publication> copies;
    private final Topics topics;

    /**
     * @param frames publishes Top-k frames, which must reach an aggregator, without blocking
     * @param copies publishes messages with optional subscribers, without blocking
     * @param topics of the family
     */
    public ResultPublisher(Consumer<Publication> frames, Consumer<Publication> copies, Topics topics) {
        this.frames = frames;
        this.copies = copies;
        this.topics = topics;
    }

    /** Returns a Top-k frame to publish. */
    Publication frame(String variant, TopKResult result, Duration expiry) {
        MessageProperties properties = MessageProperties.EMPTY.withExpiry(expiry);
        return Publication.atLeastOnce(topics.topK(variant), TopKFrame.encode(result))
                .with(properties);
    }

    void publish(Publication frame) {
        frames.accept(frame);
    }

    void publishJson(String variant, TopKResult result, LabelSet labelSet, Duration expiry) {
        MessageProperties properties =
                MessageProperties.EMPTY.withContentType("application/json").withExpiry(expiry);
        copies.accept(Publication.atMostOnce(topics.topKJson(variant), TopKJson.encode(result, variant, labelSet))
                .with(properties));
    }
}
