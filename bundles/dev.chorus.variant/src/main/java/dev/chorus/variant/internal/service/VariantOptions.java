package dev.chorus.variant.internal.service;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.family.Names;
import dev.chorus.core.protocol.RequestLimits;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.mqtt.service.LinkProperties;
import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.request.OverloadPolicy;
import dev.chorus.variant.internal.request.Tuning;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration as it was understood.
 *
 * @param address where to serve; empty where the configuration does not say it well enough to connect at all
 * @param threads workers, at least 1
 * @param modelFolder where the model lies; empty: in a model bundle
 * @param tuning what may change at any time
 * @param problems what is wrong with the configuration; empty when it can be served
 */
public record VariantOptions(
        Optional<Address> address, int threads, Optional<Path> modelFolder, Tuning tuning, List<String> problems) {

    static final int DEFAULT_K = 5;
    static final int DEFAULT_QUEUE_LENGTH = 32;
    static final int DEFAULT_DEADLINE_MILLIS = 1000;
    static final int DEFAULT_MAX_BYTES = 10 << 20;
    static final int DEFAULT_MAX_PIXELS = 16_000_000;

    private static final int MAX_THREADS = 64;
    private static final int MAX_QUEUE_LENGTH = 10_000;
    private static final int MAX_REQUESTER_RATE = 10_000;
    /** The samples of more would not fit into one array. */
    private static final int MAX_MAX_PIXELS = 256_000_000;

    /**
     * What the instance is to its peers. Two equal ones need no new connection.
     *
     * @param link where the broker is and who logs in
     * @param family whose requests are served; {@link Names#UNKNOWN} where the configuration does not say it
     * @param variant which member serves them; likewise
     */
    public record Address(LinkProperties link, String family, String variant) {

        /** Whether requests can be served there, and not only the status be published. */
        boolean isComplete() {
            return !family.equals(Names.UNKNOWN) && !variant.equals(Names.UNKNOWN);
        }

        /** Whether an instance there has the same session at the broker; without a family it subscribes to nothing. */
        boolean sharesSessionWith(Address other) {
            return link.sharesSessionWith(other.link)
                    && (family.equals(other.family)
                            || family.equals(Names.UNKNOWN)
                            || other.family.equals(Names.UNKNOWN));
        }
    }

    /**
     * Reads a component's properties; takes whatever is in the map.
     *
     * @param component name on its gateway, for the client id where none is configured
     * @param secrets of the gateway
     */
    public static VariantOptions read(Map<String, ?> properties, String component, LinkSecrets secrets) {
        PropertyReader reader = new PropertyReader(properties);
        Optional<LinkProperties> link = LinkProperties.read(reader, component, secrets);
        String family = reader.name("family");
        String variant = reader.name("variant");
        Optional<Address> address = link.map(known -> new Address(
                known,
                Objects.requireNonNullElse(family, Names.UNKNOWN),
                Objects.requireNonNullElse(variant, Names.UNKNOWN)));
        int threads = reader.whole("threads", 1, 1, MAX_THREADS);
        Optional<Path> folder = folder(reader);
        Tuning tuning = new Tuning(
                variant,
                reader.whole("k", DEFAULT_K, 1, TopK.MAX_K),
                reader.whole("queue.length", DEFAULT_QUEUE_LENGTH, 1, MAX_QUEUE_LENGTH),
                overload(reader),
                Duration.ofMillis(reader.whole(
                        "deadline.ms", DEFAULT_DEADLINE_MILLIS, 1, (int) TopKResult.MAX_DEADLINE.toMillis())),
                reader.whole("requester.rate.max", 0, 0, MAX_REQUESTER_RATE),
                new PictureLimits(
                        reader.whole("picture.bytes.max", DEFAULT_MAX_BYTES, 1, RequestLimits.MAX_PICTURE_BYTES),
                        reader.whole("picture.pixels.max", DEFAULT_MAX_PIXELS, 1, MAX_MAX_PIXELS)),
                reader.flag("retained.pictures", false),
                reader.flag("topk.json", false));
        return new VariantOptions(address, threads, folder, tuning, reader.problems());
    }

    private static OverloadPolicy overload(PropertyReader reader) {
        List<String> names = OverloadPolicy.configNames();
        return OverloadPolicy.ofConfigName(reader.option("overload", names.get(0), names));
    }

    private static Optional<Path> folder(PropertyReader reader) {
        String folder = reader.text("model.folder", null);
        try {
            return Optional.ofNullable(folder).map(Path::of);
        } catch (InvalidPathException e) {
            reader.problem("model.folder is '" + folder + "', allowed is a folder of this machine");
            return Optional.empty();
        }
    }
}
