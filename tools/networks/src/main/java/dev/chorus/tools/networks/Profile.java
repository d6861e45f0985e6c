package dev.chorus.tools.networks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Families that the trainer knows by name. */
public enum Profile {
    /** The paper's family: alpha 0.35, 96 to 256 pixels, heads that grow with the resolution, global max pooling. */
    PAPER(IntStream.of(96, 128, 160, 192, 224, 256)
            .mapToObj(resolution -> VariantSpec.ofThePaper(0.35, resolution))
            .toList()),
    /** For small pictures and training from scratch: what learns best for its CPU time (docs/training.md). */
    QUICK(List.of(
            quick("q40", 40, 12, Colour.RGB),
            quick("q40o", 40, 12, Colour.OPPONENT),
            quick("q44", 44, 14, Colour.RGB),
            quick("q40g", 40, 12, Colour.GREY),
            quick("q48o", 48, 16, Colour.OPPONENT),
            quick("q44g", 44, 14, Colour.GREY)));

    private static final int QUICK_HEAD = 128;

    private final List<VariantSpec> variants;

    Profile(List<VariantSpec> variants) {
        this.variants = variants;
    }

    private static VariantSpec quick(String id, int resolution, int margin, Colour colour) {
        return new VariantSpec(id, resolution, margin, 0.35, QUICK_HEAD, Trunk.PLAIN_COARSE, Pooling.AVERAGE, colour);
    }

    /**
     * The profile of that name.
     *
     * @param name in lower case
     * @throws IllegalArgumentException naming what is allowed
     */
    public static Profile of(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("profile is '" + name + "', allowed is "
                        + Arrays.stream(values()).map(Profile::toString).collect(Collectors.joining(" or "))));
    }

    /** Its variants, in the order in which a family has them. */
    public List<VariantSpec> variants() {
        return variants;
    }

    /** In lower case, as it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
