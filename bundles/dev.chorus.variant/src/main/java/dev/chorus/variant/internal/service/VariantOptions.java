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
 * The parsed configuration.
 *
 * @param address where to serve; empty if no connection is possible
 * @param threads workers, at least 1
 * @param modelFolder folder of the model; empty: a model bundle
 * @param tuning the part that may change at any time
 * @param problems configuration errors; empty if the configuration is valid
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
    /** The samples of more pixels would not fit into one array. */
    private static final int MAX_MAX_PIXELS = 256_000_000;

    /**
     * The identity of the instance to its peers. Equal addresses share a connection.
     *
     * @param link broker and credentials
     * @param family whose requests are served; {@link Names#UNKNOWN} if missing in the configuration
     * @param variant that serves them; likewise
     */
    public record Address(LinkProperties link, String family, String variant) {

        /** Returns whether requests can be served there, and not only the status be published. */
        boolean isComplete() {
            return !family.equals(Names.UNKNOWN) && !variant.equals(Names.UNKNOWN);
        }

        /**
         * Returns whether an instance there has the same session at the broker; without a family it has no
         * subscriptions.
         */
        boolean sharesSessionWith(Address other) {
            return link.sharesSessionWith(other.link)
                    && (family.equals(other.family)
                            || family.equals(Names.UNKNOWN)
                            || other.family.equals(Names.UNKNOWN));
        }
    }

    /**
     * Reads a component's properties; accepts any map.
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
            reader.problem("model.folder must be a folder of this machine, was '" + folder + "'");
            return Optional.empty();
        }
    }
}
