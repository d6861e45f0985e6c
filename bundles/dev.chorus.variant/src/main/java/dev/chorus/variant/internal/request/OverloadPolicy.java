package dev.chorus.variant.internal.request;

import java.util.Arrays;
import java.util.List;

/** Selects the requests to refuse when more arrive than can be classified. */
public enum OverloadPolicy {
    /** Drops the oldest waiting requests: the newest have most of their deadline left. */
    DROP_OLDEST("drop-oldest"),
    /** Refuses new requests: waiting requests keep their place. */
    REFUSE_NEWEST("refuse-newest");

    private final String configName;

    OverloadPolicy(String configName) {
        this.configName = configName;
    }

    /** Returns all names in configurations, the default first. */
    public static List<String> configNames() {
        return Arrays.stream(values()).map(policy -> policy.configName).toList();
    }

    /**
     * Returns the policy of a name in a configuration.
     *
     * @param configName one of {@link #configNames}
     */
    public static OverloadPolicy ofConfigName(String configName) {
        return values()[configNames().indexOf(configName)];
    }
}
