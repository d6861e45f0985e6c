package dev.chorus.aggregator.internal;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.window.WindowOptions;
import dev.chorus.mqtt.service.ClientIds;
import dev.chorus.mqtt.service.LinkProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A component's configuration as read. Immutable.
 *
 * @param place where the instance speaks; empty where a mistake leaves none
 * @param deadline of requests that name none
 * @param windows how windows are fused and closed
 * @param problem what is wrong, for people; null when all is well
 */
record Settings(Optional<Place> place, Duration deadline, WindowOptions windows, String problem) {

    private static final List<FusionStrategy> STRATEGIES = List.of(new ScaledSum());

    /**
     * Where an instance speaks; a change of it needs another connection.
     *
     * @param link the connection
     * @param topics the family's
     */
    record Place(LinkProperties link, Topics topics) {}

    /**
     * Reads properties, whatever they are.
     *
     * @param properties as the component got them
     * @param decrypt turns a password as configured into plain text
     */
    static Settings read(Map<String, ?> properties, Function<Object, char[]> decrypt) {
        PropertyReader reader = new PropertyReader(properties);
        Optional<LinkProperties> link = LinkProperties.read(reader, ClientIds.ofComponent(pid(properties)), decrypt);
        String family = reader.name("family");
        Duration deadline =
                Duration.ofMillis(reader.whole("deadline.ms", 1000, 1, (int) TopKResult.MAX_DEADLINE.toMillis()));
        WindowOptions windows = new WindowOptions(
                strategy(reader),
                reader.whole("quorum", 1, 1, VariantDirectory.MAX_INSTANCES),
                reader.flag("early.stop", true),
                reader.whole("windows.max", 1000, 1, 100_000),
                reader.whole("labels.max", 5, 1, 1000));
        return new Settings(
                family == null
                        ? Optional.empty()
                        : link.map(known -> new Place(known, new Topics(known.topicRoot(), family))),
                deadline,
                windows,
                reader.problems().isEmpty() ? null : String.join("; ", reader.problems()));
    }

    private static String pid(Map<String, ?> properties) {
        Object pid = properties.get("kura.service.pid");
        return pid == null ? null : pid.toString();
    }

    private static FusionStrategy strategy(PropertyReader reader) {
        List<String> names = STRATEGIES.stream().map(FusionStrategy::name).toList();
        String name = reader.option("strategy", names.get(0), names);
        return STRATEGIES.get(names.indexOf(name));
    }
}
