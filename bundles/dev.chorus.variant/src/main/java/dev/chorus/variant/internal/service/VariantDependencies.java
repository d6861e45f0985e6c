package dev.chorus.variant.internal.service;

import dev.chorus.mqtt.api.LinkListener;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.variant.internal.model.ModelCatalog;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * The environment of an engine.
 *
 * @param software version of the bundle
 * @param catalog of model bundles; the engine opens and closes it
 * @param links creates links
 * @param updatePause how long a model may be unavailable before it is unloaded: during an update of a model bundle
 *     the old version is removed before the new one is installed
 */
public record VariantDependencies(
        String software,
        ModelCatalog catalog,
        BiFunction<LinkSettings, LinkListener, MqttLink> links,
        Duration updatePause) {

    /** The pause on a gateway. */
    public static final Duration UPDATE_PAUSE = Duration.ofSeconds(3);

    /** Returns the dependencies on a gateway. */
    public static VariantDependencies ofGateway(String software, ModelCatalog catalog) {
        return new VariantDependencies(software, catalog, MqttLink::create, UPDATE_PAUSE);
    }
}
