package dev.chorus.tools.trainer.net;

import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Layer;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.net.TrainedNetwork.Convolution;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What another network has learned, for variants to begin with: all convolutions before the head (paper, section "Training them
 * together"). Immutable by agreement: nobody changes the arrays.
 *
 * @param filters in the order in which they are computed; more than a variant needs do no harm
 */
public record Backbone(List<Filters> filters) {

    /**
     * One convolution, batch norm folded.
     *
     * @param shape {@code [out, in / groups, kernel, kernel]}
     * @param convolution its weights and biases
     */
    public record Filters(List<Long> shape, Convolution convolution) {

        public Filters {
            shape = List.copyOf(shape);
        }
    }

    public Backbone {
        filters = List.copyOf(filters);
    }

    /** How many convolutions of a network begin with this: all but the head. */
    public static int length(Network network) {
        return network.convolutions().size() - 1;
    }

    /**
     * Sees whether a variant can begin with this.
     *
     * @throws IllegalArgumentException naming the variant, what is there and what is needed
     */
    public void check(VariantSpec spec, Network network) {
        if (spec.colour() != Colour.RGB) {
            throw new IllegalArgumentException("variant " + spec.id() + " sees colours as '"
                    + spec.colour().name().toLowerCase(Locale.ROOT)
                    + "', allowed with a backbone is 'rgb'");
        }
        int needed = length(network);
        if (filters.size() < needed) {
            throw new IllegalArgumentException("the backbone has " + filters.size() + " convolutions, variant "
                    + spec.id() + " needs " + needed + " and more");
        }
        for (int at = 0; at < needed; at++) {
            Layer.Conv conv = network.convolutions().get(at);
            List<Long> wanted = List.of(
                    (long) conv.out(), (long) conv.in() / conv.groups(), (long) conv.kernel(), (long) conv.kernel());
            if (!filters.get(at).shape().equals(wanted)) {
                throw new IllegalArgumentException("convolution " + (at + 1) + " of the backbone has the shape "
                        + filters.get(at).shape() + ", variant " + spec.id() + " needs " + wanted);
            }
        }
    }

    @Override
    public String toString() {
        return "Backbone[" + filters.size() + " convolutions, "
                + filters.stream()
                        .mapToInt(one -> Arrays.hashCode(one.convolution().weights()))
                        .reduce(1, (one, other) -> 31 * one + other)
                + "]";
    }
}
