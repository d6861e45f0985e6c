package dev.chorus.aggregator.internal;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.peer.PeerText;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.TopicFilter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where answers may be sent, as configured: topic filters in which <code>{root}</code> and <code>{family}</code>
 * stand for those of the aggregator. Immutable.
 *
 * @param filters as configured, at least one
 */
record ReplyTopics(List<String> filters) {

    /** Below the family, where no other service subscribes. */
    static final ReplyTopics DEFAULT = new ReplyTopics(List.of("{root}/{family}/reply/#"));

    private static final String PROPERTY = "reply.topics";
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_SHOWN = 200;

    ReplyTopics {
        filters = List.copyOf(filters);
    }

    /** Reads the property; mistakes become problems of the reader. */
    static ReplyTopics read(PropertyReader reader) {
        String text = reader.text(PROPERTY, DEFAULT.filters().get(0));
        List<String> filters = Stream.of(text.split(",", -1)).map(String::trim).toList();
        if (text.length() > MAX_LENGTH || !filters.stream().allMatch(ReplyTopics::isFilter)) {
            reader.problem(PROPERTY + " must be topic filters separated by commas, such as"
                    + " {root}/{family}/reply/#, at most " + MAX_LENGTH + " characters together, was '"
                    + PeerText.escaped(text, MAX_SHOWN) + "'");
            return DEFAULT;
        }
        return new ReplyTopics(filters);
    }

    /** Whether it is a filter of a subscription that is not shared, and not of topics that begin with {@code $}. */
    private static boolean isFilter(String text) {
        try {
            TopicFilter.parse(text);
            return !text.startsWith("$");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the filters for a family. */
    List<TopicFilter> of(Topics topics) {
        return filters.stream()
                .map(filter -> filter.replace("{root}", topics.root()).replace("{family}", topics.family()))
                .map(TopicFilter::parse)
                .toList();
    }
}
