package dev.chorus.tools.demo;

import dev.chorus.core.protocol.Status;
import java.util.Optional;

/**
 * Plan of one gateway of the demo.
 *
 * @param name display name, such as {@code gateway-2}
 * @param instance client id and instance id of its service; unique on any broker
 * @param variant variant that it hosts; empty for the aggregator
 */
record GatewayPlan(String name, String instance, Optional<String> variant) {

    boolean isAggregator() {
        return variant.isEmpty();
    }

    Status.Kind kind() {
        return isAggregator() ? Status.Kind.AGGREGATOR : Status.Kind.VARIANT;
    }
}
