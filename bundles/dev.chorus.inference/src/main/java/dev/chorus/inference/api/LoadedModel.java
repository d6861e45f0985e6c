package dev.chorus.inference.api;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;

/**
 * A variant ready to answer.
 *
 * @param family it belongs to
 * @param variant which member it is
 * @param fingerprint of the family's label set
 * @param origin where it came from, for people
 * @param session its network, to be closed by whoever holds the model
 */
public record LoadedModel(
        Family family, Variant variant, Fingerprint fingerprint, String origin, InferenceSession session) {

    /** A model of the family's label set. */
    public static LoadedModel of(Family family, Variant variant, String origin, InferenceSession session) {
        return new LoadedModel(family, variant, family.labelSet().fingerprint(), origin, session);
    }

    /**
     * Ranks the classes of a picture, {@link Variant#k} of them.
     *
     * @throws InferenceException if the network fails, or ranks fewer, more, or classes without a label
     */
    public TopK classify(Picture picture) throws InferenceException {
        TopK topK = session.run(picture);
        if (topK.k() != variant.k()) {
            throw new InferenceException("classes ranked are " + topK.k() + ", family.json says " + variant.k());
        }
        for (int rank = 0; rank < topK.k(); rank++) {
            if (topK.classAt(rank) >= family.labelSet().size()) {
                throw new InferenceException("class index is " + topK.classAt(rank) + ", there are "
                        + family.labelSet().size() + " labels");
            }
        }
        return topK;
    }

    /** Whether it answers under these names. */
    public boolean isCalled(String familyName, String variantId) {
        return family.name().equals(familyName) && variant.id().equals(variantId);
    }
}
