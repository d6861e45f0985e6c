package dev.chorus.tools.trainer.run;

import dev.chorus.core.family.LabelSet;
import dev.chorus.tools.evaluation.ask.Question;
import dev.chorus.tools.pictures.HoldOut;
import dev.chorus.tools.pictures.Part;
import dev.chorus.tools.pictures.PictureData;
import dev.chorus.tools.pictures.PictureFile;
import dev.chorus.tools.pictures.Skipped;
import dev.chorus.tools.trainer.data.PictureSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one training learns from and is validated with, decoded once. Owns files until closed. */
public final class TrainingData implements AutoCloseable {

    private final PictureData data;
    private final HoldOut parts;
    private final PictureSet learning;
    private final PictureSet validation;

    private TrainingData(PictureData data, HoldOut parts, PictureSet learning, PictureSet validation) {
        this.data = data;
        this.parts = parts;
        this.learning = learning;
        this.validation = validation;
    }

    /**
     * Reads and decodes all pictures that there are, but for those in {@code test/}.
     *
     * @param places folders or zip files, at least one
     * @param heldOut pictures to validate with where there is no {@code val/}; negative for a tenth, at most 5,000
     * @param seed decides which
     * @param sides in pixels that pictures are needed in
     * @param cache folder for temporary files
     * @param read told how many are done, on any thread
     * @throws IllegalArgumentException if there is not enough to learn from
     */
    public static TrainingData open(
            List<Path> places, int heldOut, long seed, List<Integer> sides, Path cache, IntConsumer read)
            throws IOException {
        PictureData data = PictureData.open(places);
        try {
            HoldOut parts = parts(data, heldOut, seed);
            PictureSet learning = PictureSet.read(data, parts.kept(), sides, cache, read);
            PictureSet validation = PictureSet.read(
                    data,
                    parts.heldOut(),
                    sides,
                    cache,
                    done -> read.accept(parts.kept().size() + done));
            TrainingData all = new TrainingData(data, parts, learning, validation);
            all.check(places);
            return all;
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static HoldOut parts(PictureData data, int heldOut, long seed) {
        List<PictureFile> all = data.files(Part.WHOLE, Part.TRAIN);
        List<PictureFile> validation = data.files(Part.VALIDATION);
        if (!validation.isEmpty()) {
            return new HoldOut(all, validation);
        }
        return HoldOut.of(all, heldOut < 0 ? Math.min(5000, all.size() / 10) : heldOut, seed);
    }

    private void check(List<Path> places) {
        for (int label = 0; label < data.labels().size(); label++) {
            int wanted = label;
            boolean there = IntStream.range(0, learning.size()).anyMatch(at -> learning.label(at) == wanted);
            if (!there) {
                throw new IllegalArgumentException(
                        names(places) + ": class '" + data.labels().get(label)
                                + "' has no readable picture to learn from, allowed is one and more");
            }
        }
        if (validation.size() == 0) {
            throw new IllegalArgumentException(
                    names(places) + ": no picture is left to validate with, allowed is one and more");
        }
    }

    private static String names(List<Path> places) {
        return places.stream().map(Path::toString).collect(Collectors.joining(" and "));
    }

    /** The class names, in the order of their indices. */
    public LabelSet labels() {
        return new LabelSet(data.labels());
    }

    /** Pictures to learn from. */
    public PictureSet learning() {
        return learning;
    }

    /** Pictures to validate with. */
    public PictureSet validation() {
        return validation;
    }

    /** The validation pictures, to be asked of written models. */
    public List<Question> questions() {
        return parts.heldOut().stream()
                .map(file -> new Question(file.name(), file.label(), () -> data.read(file)))
                .toList();
    }

    /** The validation pictures' names, one a line. */
    public String heldOutNames() {
        return String.join("\n", parts.heldOut().stream().map(PictureFile::name).toList()) + "\n";
    }

    /** Files that are left out. */
    public List<Skipped> skipped() {
        List<Skipped> all = new ArrayList<>(data.skipped());
        all.addAll(learning.skipped(parts.kept()));
        all.addAll(validation.skipped(parts.heldOut()));
        return all;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
