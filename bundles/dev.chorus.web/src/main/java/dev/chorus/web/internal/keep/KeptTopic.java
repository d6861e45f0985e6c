package dev.chorus.web.internal.keep;

import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import java.util.Locale;
import java.util.function.Consumer;

/** Publishes uncertain pictures as messages ({@code docs/protocol.md}, "Doubtful pictures"). */
final class KeptTopic implements Place {

    private final Topics topics;
    private final Consumer<Publication> link;

    /** @param link publishes messages without blocking */
    KeptTopic(Topics topics, Consumer<Publication> link) {
        this.topics = topics;
        this.link = link;
    }

    @Override
    public void keep(Uncertainty uncertainty, byte[] picture) {
        MessageProperties properties = MessageProperties.EMPTY
                .withCorrelationData(uncertainty.result().id().bytes())
                .withUserProperty("label", uncertainty.label())
                .withUserProperty(
                        "margin",
                        String.format(Locale.ROOT, "%.4f", uncertainty.result().margin()))
                .withUserProperty("reasons", String.join(",", uncertainty.reasons()));
        link.accept(Publication.atLeastOnce(topics.doubtful(), picture).with(properties));
    }
}
