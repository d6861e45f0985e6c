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
public final class ResultPublisher {

    private final Consumer<Publication> frames;
    private final Consumer<Publication> copies;
    private final Topics topics;

    /**
     * @param frames takes Top-k frames, which are to reach an aggregator, without waiting
     * @param copies takes what anybody may read or not, without waiting
     * @param topics of the family that is served
     */
    public ResultPublisher(Consumer<Publication> frames, Consumer<Publication> copies, Topics topics) {
        this.frames = frames;
        this.copies = copies;
        this.topics = topics;
    }

    /** A Top-k frame, not published yet. */
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
