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
 * @param name as {@link Names} allows
 * @param version {@code major.minor.micro}, as OSGi versions are
 * @param labelSet what they tell apart
 * @param variants at least one, no two with one id, none ranking more classes than there are
 * @param fused name of a fusion strategy to what was fitted to the answers of all variants together; empty if nothing was
 */
public record Family(
        String name, String version, LabelSet labelSet, List<Variant> variants, Map<String, FusedFit> fused) {

    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}(\\.[A-Za-z0-9_-]{1,64})?");

    /** @throws IllegalArgumentException naming field, value and what is allowed */
    public Family {
        Names.check("family name", name);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version of family " + name + " is '" + version + "', allowed is major.minor.micro");
        }
        variants = List.copyOf(variants);
        fused = SortedCopies.map(fused);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("family " + name + " has no variants, allowed is at least one");
        }
        Set<String> ids = new HashSet<>();
        for (Variant variant : variants) {
            if (!ids.add(variant.id())) {
                throw new IllegalArgumentException("variant " + variant.id() + " stands twice in family " + name);
            }
            if (variant.k() > labelSet.size()) {
                throw new IllegalArgumentException("k of variant " + variant.id() + " is '" + variant.k()
                        + "', allowed is at most the number of labels, " + labelSet.size());
            }
        }
    }

    /**
     * A family to whose fused answers nothing is fitted.
     *
     * @throws IllegalArgumentException naming field, value and what is allowed
     */
    public Family(String name, String version, LabelSet labelSet, List<Variant> variants) {
        this(name, version, labelSet, variants, Map.of());
    }

    /** The member of that id, if there is one. */
    public Optional<Variant> variant(String id) {
        return variants.stream().filter(variant -> variant.id().equals(id)).findFirst();
    }
}
