package dev.chorus.mqtt.request;

import dev.chorus.core.protocol.Status.State;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tracks whether an aggregator of a family is in service, from the statuses. Time is the machine's monotonic clock.
 * Thread-safe.
 */
final class AggregatorStates {

    /** More than share a family; bounds the memory that a client with many fake statuses can fill. */
    private static final int MAX_INSTANCES = 64;

    private final Map<String, State> byInstance = new TreeMap<>();
    private OptionalLong outageNanos = OptionalLong.empty();
    private OptionalLong backNanos = OptionalLong.empty();

    /**
     * Records a status.
     *
     * @param state null if the status was removed
     * @return true if an aggregator is in service again after there was none
     */
    synchronized boolean update(String instance, State state, long nowNanos) {
        boolean before = isInService();
        if (state == null) {
            byInstance.remove(instance);
        } else if (byInstance.size() < MAX_INSTANCES || byInstance.containsKey(instance)) {
            byInstance.put(instance, state);
        }
        boolean now = isInService();
        if (before && !now) {
            outageNanos = OptionalLong.of(nowNanos);
        }
        boolean isBack = now && !before && outageNanos.isPresent();
        if (isBack) {
            backNanos = OptionalLong.of(nowNanos);
        }
        return isBack;
    }

    private boolean isInService() {
        return byInstance.values().stream().anyMatch(State::isAwaited);
    }

    /**
     * Returns why a request may have no answer; empty if an aggregator was in service all the time, or none was ever
     * seen.
     */
    synchronized Optional<String> absenceSince(long askedNanos) {
        if (outageNanos.isPresent() && !isInService()) {
            return Optional.of("no aggregator is in service: "
                    + byInstance.entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + " is " + entry.getValue().wireName())
                            .collect(Collectors.joining(", ")));
        }
        return backNanos.isPresent() && backNanos.getAsLong() - askedNanos >= 0
                ? Optional.of("no aggregator was in service meanwhile")
                : Optional.empty();
    }
}
