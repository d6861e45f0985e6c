package dev.chorus.wires.internal;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.protocol.RequestLimits;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.service.LinkProperties;
import dev.chorus.mqtt.service.LinkSecrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parsed configuration.
 *
 * @param address where to send requests; empty if no connection is possible
 * @param pictureProperty of a record, holds the picture
 * @param maxPictureBytes maximum size of a picture to send
 * @param maxOpen maximum number of open requests
 * @param deadline of an answer
 * @param passOn whether emitted records have the other properties of the received record
 * @param emitFailures whether to emit a record for a request without an answer
 * @param problems configuration errors; empty if the configuration is valid
 */
public record ClassifierOptions(
        Optional<Address> address,
        String pictureProperty,
        int maxPictureBytes,
        int maxOpen,
        Duration deadline,
        boolean passOn,
        boolean emitFailures,
        List<String> problems) {

    static final int MAX_OPEN = 1000;

    static final String RECORD = "record";
    static final String NOTHING = "nothing";

    private static final int DEFAULT_OPEN = 16;
    private static final int DEFAULT_PICTURE_BYTES = 10 << 20;
    private static final int DEFAULT_DEADLINE_MILLIS = 1000;

    /**
     * A family at a broker. Equal addresses share a connection.
     *
     * @param link broker and credentials
     * @param topics of the family, which may be unknown: then only the status can be published
     */
    record Address(LinkProperties link, Topics topics) {}

    /**
     * Reads a component's properties; accepts any map.
     *
     * @param component name on its gateway, for the client id where none is configured
     * @param secrets of the gateway
     */
    public static ClassifierOptions read(Map<String, ?> properties, String component, LinkSecrets secrets) {
        PropertyReader reader = new PropertyReader(properties);
        Optional<LinkProperties> link = LinkProperties.read(reader, component, secrets);
        String family = reader.name("family");
        return new ClassifierOptions(
                link.map(known -> new Address(
                        known,
                        family == null
                                ? Topics.ofUnknownFamily(known.topicRoot())
                                : new Topics(known.topicRoot(), family))),
                reader.text("picture.property", "picture"),
                reader.whole("picture.bytes.max", DEFAULT_PICTURE_BYTES, 1, RequestLimits.MAX_PICTURE_BYTES),
                reader.whole("open.max", DEFAULT_OPEN, 1, MAX_OPEN),
                Duration.ofMillis(reader.whole(
                        "deadline.ms", DEFAULT_DEADLINE_MILLIS, 1, (int) TopKResult.MAX_DEADLINE.toMillis())),
                reader.flag("pass.on", true),
                reader.option("on.failure", RECORD, List.of(RECORD, NOTHING)).equals(RECORD),
                reader.problems());
    }
}
