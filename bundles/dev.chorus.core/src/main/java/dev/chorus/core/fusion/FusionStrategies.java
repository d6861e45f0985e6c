package dev.chorus.core.fusion;

import java.util.List;

/** The strategies that there are. */
public final class FusionStrategies {

    /** The default one first; no two of one name. */
    public static final List<FusionStrategy> ALL =
            List.of(new ScaledSum(), new FittedWeights(), new LogPool(), new Majority());

    private FusionStrategies() {}

    /** What the configuration calls them, in the same order. */
    public static List<String> names() {
        return ALL.stream().map(FusionStrategy::name).toList();
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException naming what is allowed, if there is none
     */
    public static FusionStrategy named(String name) {
        return ALL.stream()
                .filter(strategy -> strategy.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("strategy is '" + name + "', allowed is one of " + names()));
    }
}
