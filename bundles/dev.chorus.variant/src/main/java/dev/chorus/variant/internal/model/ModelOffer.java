package dev.chorus.variant.internal.model;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.core.family.Variant;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.osgi.framework.Version;

/**
 * A variant that a place offers, as its {@code family.json} describes it; the network itself is not read yet.
 *
 * @param place that contains it
 * @param family it belongs to
 * @param variant of the family
 */
public record ModelOffer(ModelPlace place, Family family, Variant variant) {

    /**
     * Reads the offer of a place.
     *
     * @throws ModelRefusedException if {@code family.json} cannot be read, is of another family or does not contain
     *     the variant
     */
    public static ModelOffer read(ModelPlace place, String familyName, String variantId) throws ModelRefusedException {
        Family family;
        try {
            family = FamilyJson.read(
                    new String(place.read("family.json", FamilyJson.MAX_LENGTH), StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            throw new ModelRefusedException("family.json of " + place + " cannot be read: " + e.getMessage(), e);
        } catch (Error e) {
            throw ModelRefusedException.unexpected("family.json of " + place + " cannot be read", e);
        }
        if (!family.name().equals(familyName)) {
            throw new ModelRefusedException(
                    "family of " + place + " must be '" + familyName + "', was '" + family.name() + "'");
        }
        Variant variant = family.variant(variantId)
                .orElseThrow(() -> new ModelRefusedException(
                        "variant of family " + familyName + " of " + place + " must be one of "
                                + family.variants().stream().map(Variant::id).toList() + ", was '" + variantId + "'"));
        return new ModelOffer(place, family, variant);
    }

    /** Returns the family's version; of several offers the highest is the best. */
    public Version version() {
        return Version.parseVersion(family.version());
    }

    /** Returns whether loading this offer would give that model. */
    boolean isOf(LoadedModel model) {
        return model.family().equals(family) && model.variant().equals(variant);
    }

    /**
     * Reads, loads and tests the model.
     *
     * @throws ModelRefusedException if the file does not match {@code family.json}, or the model fails
     */
    LoadedModel load(OnnxRuntime runtime) throws ModelRefusedException {
        try {
            return runtime.load(family, variant, place.toString(), onnx(OnnxRuntime.MAX_MODEL_BYTES));
        } catch (ModelRefusedException e) {
            throw new ModelRefusedException(variant.model() + " of " + place + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the model's file.
     *
     * @param maxBytes maximum size of the file
     * @throws ModelRefusedException if the file cannot be read, is longer, or does not match {@code family.json}
     */
    public byte[] onnx(int maxBytes) throws ModelRefusedException {
        byte[] onnx = place.readModel(variant.model(), maxBytes);
        String sha256 = sha256(onnx);
        if (!sha256.equals(variant.sha256())) {
            throw new ModelRefusedException("sha256 must be " + variant.sha256() + " as in family.json, was " + sha256);
        }
        return onnx;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
