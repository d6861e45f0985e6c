package dev.chorus.tools.quantizer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.ModelInterface;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.quantizer.graph.ModelQuantizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Quantises all models of a family, each picture being read once for all of them. Owns sessions until closed. */
final class FamilyQuantizer implements AutoCloseable {

    private final List<ModelQuantizer> quantizers = new ArrayList<>();

    /**
     * Loads the models.
     *
     * @param onnx the variants' ONNX files, in their order
     * @throws IllegalArgumentException if one cannot be quantised
     */
    FamilyQuantizer(Family family, List<byte[]> onnx) {
        for (Variant variant : family.variants()) {
            try {
                quantizers.add(open(variant, onnx.get(quantizers.size())));
            } catch (IllegalArgumentException e) {
                close();
                throw new IllegalArgumentException("model " + variant.model() + ": " + e.getMessage(), e);
            }
        }
    }

    private static ModelQuantizer open(Variant variant, byte[] onnx) {
        if (!(variant.modelInterface() instanceof ModelInterface.Ranking)) {
            throw new IllegalArgumentException(
                    "it is a classifier without resizing and ranking, allowed are models that our trainer wrote");
        }
        return new ModelQuantizer(onnx);
    }

    /**
     * Shows pictures to all models.
     *
     * @return how many could be read
     */
    int calibrate(PictureReader reader, List<LabelledPicture> pictures, IntConsumer done) throws IOException {
        return reader.read(
                pictures, (picture, classIndex) -> quantizers.forEach(quantizer -> quantizer.show(picture)), done);
    }

    /** The models with integers inside, in the variants' order. */
    List<byte[]> quantised() {
        return quantizers.stream().map(ModelQuantizer::quantised).toList();
    }

    /**
     * Describes quantised models. Name, ids and file names stay; the version gets the qualifier {@code int8}, which makes it
     * greater than that of the original and less than that of any later training.
     *
     * @param accuracies what each was measured to do
     */
    static Family describe(Family original, List<byte[]> quantised, List<Double> accuracies) {
        List<Variant> variants = new ArrayList<>();
        for (Variant variant : original.variants()) {
            int at = variants.size();
            variants.add(variant.withModel(FamilyFiles.sha256(quantised.get(at)), accuracies.get(at)));
        }
        boolean hasQualifier =
                original.version().chars().filter(one -> one == '.').count() > 2;
        String version = original.version() + (hasQualifier ? "-" : ".") + "int8";
        return new Family(original.name(), version, original.labelSet(), variants, original.fused());
    }

    @Override
    public void close() {
        quantizers.forEach(ModelQuantizer::close);
    }
}
