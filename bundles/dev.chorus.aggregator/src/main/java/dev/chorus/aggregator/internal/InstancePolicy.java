package dev.chorus.aggregator.internal;

import dev.chorus.core.config.PropertyReader;
import dev.chorus.core.peer.PeerText;
import dev.chorus.core.protocol.Status;
import java.util.Optional;

/**
 * Decides which instances an aggregator accepts, and limits the weight of a variant. Immutable.
 *
 * @param variants accepted variants and their instances
 * @param aggregators accepted aggregators, which requests are shared with
 * @param weightCap limit of weights
 */
record InstancePolicy(NamePatterns variants, NamePatterns aggregators, WeightCap weightCap) {

    private static final String VARIANTS = "variants.allowed";
    private static final String AGGREGATORS = "aggregators.allowed";
    private static final int MAX_SHOWN = 200;

    /** Accepts every instance that has a status. */
    static final InstancePolicy DEFAULT = new InstancePolicy(NamePatterns.ALL, NamePatterns.ALL, WeightCap.DEFAULT);

    /**
     * Returns why a status is rejected, as text for an operator; empty if it is accepted.
     *
     * @param self id of this aggregator, which is always accepted
     */
    Optional<String> problem(Status status, String self) {
        return switch (status.kind()) {
            case VARIANT -> {
                String variant = status.variant().variant();
                yield variants.allow(variant, status.id())
                        ? Optional.empty()
                        : Optional.of(VARIANTS + " does not allow variant " + variant + " at instance " + status.id());
            }
            case AGGREGATOR -> status.id().equals(self) || aggregators.allow(status.id())
                    ? Optional.empty()
                    : Optional.of(AGGREGATORS + " does not allow aggregator " + status.id());
            case REQUESTER -> Optional.empty();
        };
    }

    /** Reads the properties; mistakes become problems of the reader. */
    static InstancePolicy read(PropertyReader reader) {
        return new InstancePolicy(
                patterns(reader, VARIANTS),
                patterns(reader, AGGREGATORS),
                new WeightCap(reader.whole("weight.cap", (int) WeightCap.DEFAULT.factor(), 1, 1_000_000)));
    }

    private static NamePatterns patterns(PropertyReader reader, String property) {
        String text = reader.text(property, "*");
        return NamePatterns.parse(text).orElseGet(() -> {
            reader.problem(property + " must be names with * as wildcard, separated by commas, such as"
                    + " p48,p72@gateway-*, was '" + PeerText.escaped(text, MAX_SHOWN) + "'");
            return NamePatterns.ALL;
        });
    }
}
