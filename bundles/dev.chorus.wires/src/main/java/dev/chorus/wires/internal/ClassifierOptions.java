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
 * The configuration as it was understood.
 *
 * @param address whom to ask; empty where there is no way to connect
 * @param pictureProperty of a record, holds the picture
 * @param maxPictureBytes the largest picture that is sent
 * @param maxOpen how many questions may be open at once
 * @param deadline of an answer
 * @param passOn whether a record that is emitted has the other properties of the one that came
 * @param tellFailures whether a record is emitted where there is no answer
 * @param problems what is wrong with the configuration; empty when it can be worked with
 */
public record ClassifierOptions(
        Optional<Address> address,
        String pictureProperty,
        int maxPictureBytes,
        int maxOpen,
        Duration deadline,
        boolean passOn,
        boolean tellFailures,
        List<String> problems) {

    static final int MAX_OPEN = 1000;

    static final String RECORD = "record";
    static final String NOTHING = "nothing";

    private static final int DEFAULT_OPEN = 16;
    private static final int DEFAULT_PICTURE_BYTES = 10 << 20;
    private static final int DEFAULT_DEADLINE_MILLIS = 1000;

    /**
     * Whom to ask. Two equal ones need no new connection.
     *
     * @param link where the broker is and who logs in
     * @param topics of the family, which may be unknown: then the status can be published and nothing else
     */
    record Address(LinkProperties link, Topics topics) {}

    /**
     * Reads a component's properties; takes whatever is in the map.
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
