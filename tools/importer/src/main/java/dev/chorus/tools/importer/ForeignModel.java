package dev.chorus.tools.importer;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Fit;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.ModelInterface.Classifier;
import dev.chorus.core.family.ModelInterface.Layout;
import dev.chorus.core.family.ModelInterface.Outputs;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.tools.files.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An ONNX file to import.
 *
 * @param path where it lies
 * @param file its content
 * @param parameters how many numbers its initializers hold
 */
record ForeignModel(Path path, OnnxFile file, long parameters) {

    /** Ranks that a variant should be able to send at least, where there are as many classes: the service's default k. */
    private static final int USUAL_K = 5;

    /**
     * Reads a file, and those that hold data of its tensors.
     *
     * @param meant what its outputs are said to be; empty if nothing is said
     * @param notes gets a line for each other file
     * @throws IllegalArgumentException if it is no ONNX file, too large, lacks data, or was exported in another way than gateways
     *     can use
     */
    static ForeignModel read(Path path, Optional<Outputs> meant, List<String> notes) throws IOException {
        if (Files.size(path) > OnnxRuntime.MAX_MODEL_BYTES) {
            throw new IllegalArgumentException(
                    path + " has " + Files.size(path) + " bytes, allowed are " + OnnxRuntime.MAX_MODEL_BYTES);
        }
        byte[] bytes = InputFile.bytes(path);
        try {
            OnnxFile file = OnnxFile.parse(bytes).joined(path, notes);
            file.check(meant);
            return new ForeignModel(path, file, file.parameters());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * The input for pictures.
     *
     * @throws IllegalArgumentException if there is not exactly one that gateways can fill
     */
    ModelInput input() {
        try {
            return file.input();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    /** This with the ends that gateways take; notes gets a line for what is changed. */
    ForeignModel adapted(ModelInput input, Layout layout, int side, int classes, List<String> notes) {
        return new ForeignModel(path, file.adapted(input, layout, side, classes, notes), parameters);
    }

    /**
     * This as a variant. Ranked is half of the classes, the most that the paper uses, but at least {@value #USUAL_K} where
     * there are as many.
     */
    Variant toVariant(String id, double alpha, int side, double weight, LabelSet labels, Classifier form) {
        int k = Math.min(Math.min(labels.size(), TopK.MAX_K), Math.max(labels.size() / 2, USUAL_K));
        return new Variant(id, alpha, side, 0, weight, k, id + ".onnx", sha256(), parameters, 0, 0, form, Fit.NONE);
    }

    /**
     * Loads and tests it, as a gateway will.
     *
     * @throws IllegalArgumentException if a gateway would refuse it
     */
    void test(Family family, Variant variant) {
        try {
            LoadedModel model = new OnnxRuntime().load(family, variant, path.toString(), file.bytes());
            model.session().close();
        } catch (ModelRefusedException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
