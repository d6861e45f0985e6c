package dev.chorus.tools.demo;

import dev.chorus.core.protocol.Status;
import java.util.Optional;

/**
 * One gateway of the demo.
 *
 * @param name as people see it, such as {@code gateway-2}
 * @param instance what broker and status know its service by: nobody else's, on any broker
 * @param variant the variant that it hosts; without one it hosts the aggregator
 */
record GatewayPlan(String name, String instance, Optional<String> variant) {

    boolean isAggregator() {
        return variant.isEmpty();
    }

    Status.Kind kind() {
        return isAggregator() ? Status.Kind.AGGREGATOR : Status.Kind.VARIANT;
    }
}
