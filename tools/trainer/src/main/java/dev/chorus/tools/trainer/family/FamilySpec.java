package dev.chorus.tools.trainer.family;

import dev.chorus.tools.networks.Profile;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.train.Recipe;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A family to be trained.
 *
 * @param variants at least one, no two of one name
 * @param recipe how they learn
 */
public record FamilySpec(List<VariantSpec> variants, Recipe recipe) {

    /** The paper's, section "Training them together". */
    private static final Recipe PAPER = new Recipe(
            Method.ADAM,
            32,
            1e-3,
            0,
            0,
            0.05,
            false,
            0.2,
            true,
            List.of(new Shares(5, 1), new Shares(1, 1.43), new Shares(2, 1)),
            new Augmentation(true, false, 0, 0.2, 0),
            0);

    /** What did best on a small budget; docs/training.md has the measurements. */
    private static final Recipe QUICK = new Recipe(
            Method.SGD,
            32,
            0.05,
            0.002,
            0.995,
            0,
            true,
            0.2,
            false,
            List.of(new Shares(1, 0)),
            new Augmentation(true, false, 2, 0, 0.05),
            0);

    /** @throws IllegalArgumentException if there is no variant, or two of one name */
    public FamilySpec {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("variants are none, allowed is at least one");
        }
        Set<String> ids = new HashSet<>();
        for (VariantSpec variant : variants) {
            if (!ids.add(variant.id())) {
                throw new IllegalArgumentException("variant " + variant.id() + " stands twice");
            }
        }
    }

    /** A profile's variants and the recipe that goes with them. */
    public static FamilySpec of(Profile profile) {
        return new FamilySpec(
                profile.variants(),
                switch (profile) {
                    case PAPER -> PAPER;
                    case QUICK -> QUICK;
                });
    }

    /**
     * The same with another way of learning.
     *
     * @param joint whether from one loss, or each variant for itself
     */
    public FamilySpec learning(boolean joint) {
        return new FamilySpec(variants, recipe.learning(joint));
    }

    /** The sizes that pictures are needed in, one for each variant, in pixels. */
    public List<Integer> sides() {
        return variants.stream().map(spec -> spec.resolution() + spec.margin()).toList();
    }
}
