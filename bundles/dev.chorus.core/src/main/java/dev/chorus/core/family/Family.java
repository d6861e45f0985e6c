package dev.chorus.core.family;

import dev.chorus.core.peer.SortedCopies;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variants trained together over one label set.
 *
 * @param name as {@link Names} requires
 * @param version {@code major.minor.micro}, as in OSGi
 * @param labelSet the classes that the variants distinguish
 * @param variants at least one, with distinct ids, none ranking more classes than there are labels
 * @param fused name of a fusion strategy to the fit for the answers of all variants together; empty if nothing was
 *     fitted
 */
public record Family(
        String name, String version, LabelSet labelSet, List<Variant> variants, Map<String, FusedFit> fused) {

    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}(\\.[A-Za-z0-9_-]{1,64})?");

    /** @throws IllegalArgumentException naming the field, the required value and the given value */
    public Family {
        Names.check("family name", name);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version of family " + name + " must be major.minor.micro, was '" + version + "'");
        }
        variants = List.copyOf(variants);
        fused = SortedCopies.map(fused);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("family " + name + " must have at least one variant, has none");
        }
        Set<String> ids = new HashSet<>();
        for (Variant variant : variants) {
            if (!ids.add(variant.id())) {
                throw new IllegalArgumentException(
                        "variant " + variant.id() + " of family " + name + " must be listed once, is listed twice");
            }
            if (variant.k() > labelSet.size()) {
                throw new IllegalArgumentException("k of variant " + variant.id()
                        + " must be at most the number of labels, " + labelSet.size() + ", was " + variant.k());
            }
        }
    }

    /**
     * Creates a family without fits for its fused answers.
     *
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public Family(String name, String version, LabelSet labelSet, List<Variant> variants) {
        this(name, version, labelSet, variants, Map.of());
    }

    /** The variant with that id, if there is one. */
    public Optional<Variant> variant(String id) {
        return variants.stream().filter(variant -> variant.id().equals(id)).findFirst();
    }
}
