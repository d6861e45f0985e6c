package dev.chorus.variant.internal.service;

import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.variant.internal.model.ModelCatalog;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * What an engine finds around it.
 *
 * @param software version of the bundle
 * @param catalog of model bundles; the engine opens and closes it
 * @param links makes links
 * @param updatePause how long a model may be offered by nobody before it is given up: while a model bundle is updated, its
 *     old version is gone before the new one is there
 */
public record VariantDependencies(
        String software,
        ModelCatalog catalog,
        BiFunction<LinkSettings, LinkListener, MqttLink> links,
        Duration updatePause) {

    /** How long that is on a gateway. */
    public static final Duration UPDATE_PAUSE = Duration.ofSeconds(3);

    /** Those of a gateway. */
    public static VariantDependencies ofGateway(String software, ModelCatalog catalog) {
        return new VariantDependencies(software, catalog, MqttLink::create, UPDATE_PAUSE);
    }
}
