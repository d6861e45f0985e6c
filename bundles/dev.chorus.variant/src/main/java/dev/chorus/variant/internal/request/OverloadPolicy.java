package dev.chorus.variant.internal.request;

import java.util.Arrays;
import java.util.List;

/** Who goes without an answer where more requests come than can be worked on. */
public enum OverloadPolicy {
    /** The oldest that wait: the newest still have their time before them. */
    DROP_OLDEST("drop-oldest"),
    /** Those that come: who waits keeps his place. */
    REFUSE_NEWEST("refuse-newest");

    private final String configName;

    OverloadPolicy(String configName) {
        this.configName = configName;
    }

    /** All names in configurations, the default first. */
    public static List<String> configNames() {
        return Arrays.stream(values()).map(policy -> policy.configName).toList();
    }

    /**
     * The policy of that name in a configuration.
     *
     * @param configName one of {@link #configNames}
     */
    public static OverloadPolicy ofConfigName(String configName) {
        return values()[configNames().indexOf(configName)];
    }
}
