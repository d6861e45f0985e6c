package dev.chorus.aggregator.internal;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.fusion.FusionStrategies;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.window.WindowOptions;
import dev.chorus.mqtt.service.LinkProperties;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.ServiceTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/**
 * The configuration of a component. Immutable.
 *
 * @param place broker and topics of the instance; empty if a mistake leaves none
 * @param deadline deadline of requests without one
 * @param windows how windows are fused and closed
 * @param policy which instances are accepted
 * @param replyTopics where answers may be sent, as filters; {@link ReplyTopics} resolves them
 * @param cloud what is published to a cloud platform; empty: nothing
 * @param homeAssistant discovery prefix of Home Assistant; empty: no device
 * @param problem mistakes, as text for an operator; null if there are none
 */
record Settings(
        Optional<Place> place,
        Duration deadline,
        WindowOptions windows,
        InstancePolicy policy,
        ReplyTopics replyTopics,
        Optional<CloudOptions> cloud,
        Optional<String> homeAssistant,
        String problem) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,7}");

    private static final List<String> DISAGREEMENTS_PERCENT = List.of("0", "0.5", "1", "2", "5");
    private static final String CLOUD_TARGET = "CloudPublisher.target";
    private static final int MAX_CLOUD_INTERVAL_MILLIS = 86_400_000;

    /**
     * Broker and topics of an instance; a change needs another connection.
     *
     * @param link the connection
     * @param topics topics of the family; if the family is unknown, only the status can be published
     */
    record Place(LinkProperties link, Topics topics) {

        /** Whether an instance there has the same session at the broker; without a family it has no subscriptions. */
        boolean sharesSessionWith(Place other) {
            return link.sharesSessionWith(other.link)
                    && (topics.equals(other.topics) || topics.isFamilyUnknown() || other.topics.isFamilyUnknown());
        }
    }

    /**
     * Reads properties, whatever they are.
     *
     * @param properties properties of the component
     * @param secrets secrets of the gateway
     */
    static Settings read(Map<String, ?> properties, LinkSecrets secrets) {
        PropertyReader reader = new PropertyReader(properties);
        Optional<LinkProperties> link = LinkProperties.read(reader, pid(properties), secrets);
        String family = reader.name("family");
        Duration deadline =
                Duration.ofMillis(reader.whole("deadline.ms", 1000, 1, (int) TopKResult.MAX_DEADLINE.toMillis()));
        WindowOptions windows = new WindowOptions(
                strategy(reader),
                reader.whole("quorum", 1, 1, VariantDirectory.MAX_INSTANCES),
                reader.flag("early.stop", true),
                stopDisagreement(reader),
                reader.whole("windows.max", 1000, 1, 100_000),
                reader.whole("labels.max", 5, 1, 1000),
                reader.whole("stragglers.after", 3, 0, 1000),
                reader.flag("weights.learned", false));
        InstancePolicy policy = InstancePolicy.read(reader);
        ReplyTopics replyTopics = ReplyTopics.read(reader);
        Optional<CloudOptions> cloud = cloud(reader);
        Optional<String> homeAssistant = homeAssistant(reader);
        return new Settings(
                link.map(known -> new Place(
                        known,
                        family == null
                                ? Topics.ofUnknownFamily(known.topicRoot())
                                : new Topics(known.topicRoot(), family))),
                deadline,
                windows,
                policy,
                replyTopics,
                cloud,
                homeAssistant,
                reader.problems().isEmpty() ? null : String.join("; ", reader.problems()));
    }

    private static String pid(Map<String, ?> properties) {
        Object pid = properties.get("kura.service.pid");
        return pid == null ? "aggregator" : pid.toString();
    }

    private static Optional<CloudOptions> cloud(PropertyReader reader) {
        Duration interval = Duration.ofMillis(reader.whole("cloud.interval.ms", 2000, 0, MAX_CLOUD_INTERVAL_MILLIS));
        boolean changesOnly = reader.flag("cloud.changes.only", true);
        boolean enabled = reader.flag("cloud.enabled", true);
        Optional<String> target = ServiceTarget.read(reader, CLOUD_TARGET).filter(unused -> enabled);
        target.ifPresent(filter -> checkFilter(reader, filter));
        return target.map(filter -> new CloudOptions(filter, interval, changesOnly));
    }

    private static Optional<String> homeAssistant(PropertyReader reader) {
        String prefix = reader.text("homeassistant.prefix", "");
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        if (!PREFIX.matcher(prefix).matches()) {
            reader.problem(
                    "homeassistant.prefix must be levels of A-Z a-z 0-9 _ - separated by slashes, or empty, was '"
                            + prefix + "'");
        }
        return Optional.of(prefix);
    }

    private static void checkFilter(PropertyReader reader, String filter) {
        try {
            FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            reader.problem(CLOUD_TARGET + " must be a filter such as (kura.service.pid=NAME), was '" + filter + "'");
        }
    }

    private static FusionStrategy strategy(PropertyReader reader) {
        List<String> names = FusionStrategies.names();
        return FusionStrategies.named(reader.option("strategy", names.get(0), names));
    }

    private static double stopDisagreement(PropertyReader reader) {
        String percent =
                reader.option("stop.disagreement.percent", DISAGREEMENTS_PERCENT.get(0), DISAGREEMENTS_PERCENT);
        return Double.parseDouble(percent) / 100;
    }
}
