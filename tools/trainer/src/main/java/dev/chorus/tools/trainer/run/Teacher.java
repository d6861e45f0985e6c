package dev.chorus.tools.trainer.run;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.evaluation.ask.OnnxVariant;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import dev.chorus.tools.trainer.data.PictureSet;
import dev.chorus.tools.trainer.data.Teaching;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A trained family whose answers others learn from. Its answers are kept in a file, since a large family takes minutes for them.
 * Immutable.
 */
public final class Teacher {

    private static final String FILE = "training.teaching";
    private static final int CHANNELS = 3;

    private final Family family;
    private final List<byte[]> models = new ArrayList<>();

    private Teacher(FamilyFiles folder) throws IOException {
        family = folder.family();
        for (Variant variant : family.variants()) {
            models.add(folder.model(variant));
        }
    }

    /**
     * Reads a family.
     *
     * @param folder with {@code family.json} and the ONNX files
     * @throws IllegalArgumentException if it is no family
     * @throws IOException if it cannot be read
     */
    public static Teacher read(Path folder) throws IOException {
        return new Teacher(new FamilyFiles(folder));
    }

    /** The side of the pictures that the family classifies best, in pixels: the largest resolution of its variants. */
    public int side() {
        return family.variants().stream().mapToInt(Variant::resolution).max().orElseThrow();
    }

    /**
     * Has the family classify pictures, or reads what it answered before a training was stopped.
     *
     * @param pictures also of {@link #side}
     * @param kept folder for the answers
     * @param done told how many pictures are classified
     * @throws IllegalArgumentException if the family tells other classes apart
     */
    public Teaching teach(PictureSet pictures, LabelSet labels, Path kept, IntConsumer done) throws IOException {
        if (!family.labelSet().equals(labels)) {
            throw new IllegalArgumentException("the labels of the teacher must be those of the pictures, "
                    + labels.labels() + ", were " + family.labelSet().labels());
        }
        String identity = identity() + " on " + pictures.size() + " pictures";
        Path file = kept.resolve(FILE);
        if (Files.exists(file)) {
            Teaching before = read(file, labels.size());
            if (before.toString().equals(identity)) {
                return before;
            }
        }
        Teaching teaching = new Teaching(identity, labels.size(), ask(pictures, labels.size(), done));
        write(file, teaching);
        return teaching;
    }

    private String identity() {
        return "teacher " + family.name() + " " + family.version() + " "
                + family.variants().stream().map(Variant::sha256).toList();
    }

    private float[] ask(PictureSet pictures, int classes, IntConsumer done) {
        int side = side();
        float[] probabilities = new float[pictures.size() * Teaching.VIEWS * classes];
        double weights = family.variants().stream().mapToDouble(Variant::weight).sum();
        for (int at = 0; at < models.size(); at++) {
            double share = family.variants().get(at).weight() / weights;
            try (OnnxVariant model = new OnnxVariant(models.get(at))) {
                for (int number = 0; number < pictures.size(); number++) {
                    byte[] pixels = pictures.pixels(side, number);
                    int from = number * Teaching.VIEWS * classes;
                    add(model.classify(side, side, pixels), share, classes, probabilities, from);
                    add(
                            model.classify(side, side, mirrored(pixels, side)),
                            share,
                            classes,
                            probabilities,
                            from + classes);
                    done.accept(at * pictures.size() + number + 1);
                }
            }
        }
        return probabilities;
    }

    /** How many pictures {@link #teach} tells of at its end. */
    public int asked(PictureSet pictures) {
        return models.size() * pictures.size();
    }

    /** What the scores leave of 1 is spread evenly over the classes that are not named. */
    private static void add(TopK said, double share, int classes, float[] probabilities, int from) {
        double left = 1;
        for (int rank = 0; rank < said.k(); rank++) {
            left -= said.scoreAt(rank);
        }
        float each = (float) (share * Math.max(0, left) / Math.max(1, classes - said.k()));
        boolean[] named = new boolean[classes];
        for (int rank = 0; rank < said.k(); rank++) {
            named[said.classAt(rank)] = true;
            probabilities[from + said.classAt(rank)] += (float) (share * said.scoreAt(rank));
        }
        for (int label = 0; label < classes; label++) {
            probabilities[from + label] += named[label] ? 0 : each;
        }
    }

    private static byte[] mirrored(byte[] pixels, int side) {
        byte[] mirrored = new byte[pixels.length];
        for (int at = 0; at < side * side; at++) {
            int from = at / side * side + side - 1 - at % side;
            System.arraycopy(pixels, from * CHANNELS, mirrored, at * CHANNELS, CHANNELS);
        }
        return mirrored;
    }

    private static void write(Path file, Teaching teaching) throws IOException {
        OutputFile.write(file, raw -> {
            DataOutputStream out = new DataOutputStream(raw);
            out.writeUTF(teaching.toString());
            float[] probabilities = teaching.probabilities();
            out.writeInt(probabilities.length);
            for (float probability : probabilities) {
                out.writeFloat(probability);
            }
            out.flush();
        });
    }

    private static Teaching read(Path file, int classes) throws IOException {
        return InputFile.read(file, raw -> {
            DataInputStream in = new DataInputStream(raw);
            String identity = in.readUTF();
            float[] probabilities = new float[in.readInt()];
            for (int at = 0; at < probabilities.length; at++) {
                probabilities[at] = in.readFloat();
            }
            return new Teaching(identity, classes, probabilities);
        });
    }

    /** Removes the answers that {@link #teach} keeps in a folder. */
    static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(FILE));
    }
}
