package dev.chorus.aggregator.internal;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.protocol.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where requesters may have their answers sent, as the operator configures it: topic filters in which <code>{root}</code> and
 * <code>{family}</code> stand for those of the aggregator. Immutable.
 *
 * @param filters as configured, at least one
 */
record ReplyTopics(List<String> filters) {

    /** Below the family, where no other service listens. */
    static final ReplyTopics DEFAULT = new ReplyTopics(List.of("{root}/{family}/reply/#"));

    private static final String PROPERTY = "reply.topics";
    private static final int MAX_LENGTH = 4096;

    ReplyTopics {
        filters = List.copyOf(filters);
    }

    /** Reads the property; what is wrong becomes a problem of the reader. */
    static ReplyTopics read(PropertyReader reader) {
        String text = reader.text(PROPERTY, DEFAULT.filters().get(0));
        List<String> filters = Stream.of(text.split(",", -1)).map(String::trim).toList();
        if (text.length() > MAX_LENGTH || !filters.stream().allMatch(ReplyTopics::isFilter)) {
            reader.problem(PROPERTY + " must be topic filters separated by commas, such as"
                    + " {root}/{family}/reply/#, at most " + MAX_LENGTH + " characters together, was '"
                    + (text.length() <= 200 ? text : text.substring(0, 200) + "...") + "'");
            return DEFAULT;
        }
        return new ReplyTopics(filters);
    }

    /** A filter by MQTT 5, section 4.7, that does not begin with {@code $}. */
    private static boolean isFilter(String filter) {
        List<String> levels = List.of(filter.split("/", -1));
        boolean wildcardsFillLevels =
                levels.stream().allMatch(level -> level.length() == 1 || !level.contains("+") && !level.contains("#"));
        boolean hashIsLast = levels.indexOf("#") < 0 || levels.indexOf("#") == levels.size() - 1;
        return !filter.isEmpty() && !filter.startsWith("$") && wildcardsFillLevels && hashIsLast;
    }

    /** The filters for a family. */
    List<String> of(Topics topics) {
        return filters.stream()
                .map(filter -> filter.replace("{root}", topics.root()).replace("{family}", topics.family()))
                .toList();
    }

    /** Whether a topic name matches a filter. */
    static boolean matches(String filter, String topic) {
        String[] wanted = filter.split("/", -1);
        String[] levels = topic.split("/", -1);
        for (int at = 0; at < wanted.length; at++) {
            if (wanted[at].equals("#")) {
                return true;
            }
            if (at >= levels.length || !wanted[at].equals("+") && !wanted[at].equals(levels[at])) {
                return false;
            }
        }
        return wanted.length == levels.length;
    }
}
