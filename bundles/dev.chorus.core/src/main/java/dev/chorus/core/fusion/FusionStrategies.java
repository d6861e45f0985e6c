package dev.chorus.core.fusion;

import java.util.List;

/** The available strategies. */
public final class FusionStrategies {

    /** The default first; names are distinct. */
    public static final List<FusionStrategy> ALL =
            List.of(new ScaledSum(), new FittedWeights(), new LogPool(), new Majority());

    private FusionStrategies() {}

    /** The names in the configuration, in the same order. */
    public static List<String> names() {
        return ALL.stream().map(FusionStrategy::name).toList();
    }

    /**
     * Returns the strategy with a name.
     *
     * @throws IllegalArgumentException naming the available strategies, if there is none
     */
    public static FusionStrategy named(String name) {
        return ALL.stream()
                .filter(strategy -> strategy.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("strategy must be one of " + names() + ", was '" + name + "'"));
    }
}
