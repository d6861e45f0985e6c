package dev.chorus.mqtt.api;

import dev.chorus.mqtt.internal.MqttText;
import java.util.Arrays;

/** A topic filter (MQTT 5, section 4.7), possibly of a shared subscription (section 4.8.2). Immutable. */
public final class TopicFilter {

    private static final String SHARED = "$share/";
    private static final String ANY_LEVEL = "+";
    private static final String ALL_LEVELS = "#";

    private final String text;
    private final String[] levels;

    private TopicFilter(String text, String[] levels) {
        this.text = text;
        this.levels = levels;
    }

    /**
     * Parses a filter.
     *
     * @throws IllegalArgumentException if the filter is malformed
     */
    public static TopicFilter parse(String text) {
        String pattern = text;
        if (text.startsWith(SHARED)) {
            int slash = text.indexOf('/', SHARED.length());
            if (slash <= SHARED.length() || text.substring(0, slash).matches(".*[+#].*")) {
                throw refused(text);
            }
            pattern = text.substring(slash + 1);
        }
        String[] levels = pattern.split("/", -1);
        for (int index = 0; index < levels.length; index++) {
            boolean wild = levels[index].contains(ANY_LEVEL) || levels[index].contains(ALL_LEVELS);
            boolean last = index == levels.length - 1;
            if (wild && !levels[index].equals(ANY_LEVEL) && !(last && levels[index].equals(ALL_LEVELS))) {
                throw refused(text);
            }
        }
        if (pattern.isEmpty() || !MqttText.sendable(text)) {
            throw refused(text);
        }
        return new TopicFilter(text, levels);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "filter must be a topic in which + stands for one whole level and # for all that follow, after"
                        + " $share/group/ for a shared subscription, was \"" + text + "\"");
    }

    /** Whether the filter is of a shared subscription. */
    public boolean isShared() {
        return text.startsWith(SHARED);
    }

    /** Whether the filter can match several topics. */
    public boolean hasWildcard() {
        return Arrays.stream(levels).anyMatch(level -> level.equals(ANY_LEVEL) || level.equals(ALL_LEVELS));
    }

    /** Returns the filter as given. */
    @Override
    public String toString() {
        return text;
    }

    /** Whether a message published to a topic matches. */
    public boolean matches(String topic) {
        String[] names = topic.split("/", -1);
        if (topic.startsWith("$") && (levels[0].equals(ANY_LEVEL) || levels[0].equals(ALL_LEVELS))) {
            return false;
        }
        for (int index = 0; index < levels.length; index++) {
            if (levels[index].equals(ALL_LEVELS)) {
                return true;
            }
            if (index >= names.length || !(levels[index].equals(ANY_LEVEL) || levels[index].equals(names[index]))) {
                return false;
            }
        }
        return names.length == levels.length;
    }
}
