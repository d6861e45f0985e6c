package dev.chorus.web.internal.watch;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.protocol.RequestLimits;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.service.LinkProperties;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.web.internal.keep.KeepOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parsed configuration.
 *
 * @param address what to watch; empty where the configuration lacks it
 * @param family its name, for operators; null where it is unknown
 * @param deadline of requests that have none
 * @param maxPictureBytes maximum size of a picture to send
 * @param resultsKept maximum number of results in memory
 * @param keep options for keeping uncertain pictures
 * @param problems configuration errors; empty if the configuration is valid
 */
public record WatchOptions(
        Optional<Address> address,
        String family,
        Duration deadline,
        int maxPictureBytes,
        int resultsKept,
        KeepOptions keep,
        List<String> problems) {

    private static final int DEFAULT_DEADLINE_MILLIS = 2000;
    private static final int DEFAULT_PICTURE_BYTES = 10 << 20;
    private static final int DEFAULT_RESULTS = 100;
    private static final int MAX_RESULTS = 1000;

    /**
     * A family at a broker. Equal addresses share a connection.
     *
     * @param link broker and credentials
     * @param topics of the family
     * @param pictures whether to subscribe to the pictures of all requests
     */
    record Address(LinkProperties link, Topics topics, boolean pictures) {}

    /**
     * Reads a component's properties; accepts any map.
     *
     * @param component name on its gateway, for the client id where none is configured
     * @param secrets of the gateway
     */
    public static WatchOptions read(Map<String, ?> properties, String component, LinkSecrets secrets) {
        PropertyReader reader = new PropertyReader(properties);
        Optional<LinkProperties> link = LinkProperties.read(reader, component, secrets);
        String family = reader.name("family");
        KeepOptions keep = KeepOptions.read(reader);
        boolean pictures = reader.flag("pictures", false) || keep.isOn();
        return new WatchOptions(
                family == null
                        ? Optional.empty()
                        : link.map(known -> new Address(known, new Topics(known.topicRoot(), family), pictures)),
                family,
                Duration.ofMillis(reader.whole(
                        "deadline.ms", DEFAULT_DEADLINE_MILLIS, 1, (int) TopKResult.MAX_DEADLINE.toMillis())),
                reader.whole("picture.bytes.max", DEFAULT_PICTURE_BYTES, 1, RequestLimits.MAX_PICTURE_BYTES),
                reader.whole("results.kept", DEFAULT_RESULTS, 1, MAX_RESULTS),
                keep,
                reader.problems());
    }
}
