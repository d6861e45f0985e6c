package dev.chorus.tools.quantizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.parts.PartClass;
import dev.chorus.tools.parts.PartsArtist;
import dev.chorus.tools.pictures.RasterPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Holds how much the answers of models in 8-bit integers depend on the processor. ONNX Runtime computes integer layers alike
 * everywhere, but the layers around them, and how it rounds between, are those of the processor's kernels.
 */
class Int8ScoresTest {

    /** More than the greatest difference that was seen, see {@code docs/quantising.md}. */
    private static final double MOST_DIFFERENCE = 0.004;

    private static final int PICTURES = 60;
    private static final long SEED = 7_000_000;
    private static final Path FOLDER = Path.of("src/test/resources/int8");

    @Test
    void scores_ofThisProcessor_areNearlyThoseOfTheFirst() throws Exception {
        List<String> expected = Files.readAllLines(FOLDER.resolve("scores.txt"));
        List<String> lines = lines(FOLDER);
        Files.write(Path.of("target/int8-scores.txt"), lines);

        assertEquals(expected.size(), lines.size());
        for (int at = 0; at < lines.size(); at++) {
            Answer here = Answer.of(lines.get(at));
            Answer there = Answer.of(expected.get(at));
            assertEquals(there.what(), here.what());
            assertEquals(there.first(), here.first(), there.what());
            assertTrue(there.difference(here) <= MOST_DIFFERENCE, there + " " + here);
        }
    }

    /** One line a picture and variant: the variant, the picture with a checksum of its pixels, and class:score, best first. */
    static List<String> lines(Path folder) throws Exception {
        FamilyFiles files = new FamilyFiles(folder);
        Family family = files.family();
        List<String> lines = new ArrayList<>();
        for (Variant variant : family.variants()) {
            LoadedModel model = new OnnxRuntime().load(family, variant, variant.model(), files.model(variant));
            try {
                for (int picture = 0; picture < PICTURES; picture++) {
                    lines.add(line(model, picture));
                }
            } finally {
                model.session().close();
            }
        }
        return lines;
    }

    private static String line(LoadedModel model, int number) throws Exception {
        PartClass part = PartClass.values()[number % PartClass.values().length];
        RasterPicture drawn = RasterPicture.of(new PartsArtist().draw(part, SEED + number));
        CRC32 checksum = new CRC32();
        checksum.update(drawn.rgb());
        TopK answer = model.classify(Picture.of(drawn.width(), drawn.height(), drawn.rgb()));
        StringBuilder line =
                new StringBuilder(String.format("%s %d/%08x", model.variant().id(), number, checksum.getValue()));
        for (int rank = 0; rank < answer.k(); rank++) {
            line.append(String.format(Locale.ROOT, " %d:%.6f", answer.classAt(rank), answer.scoreAt(rank)));
        }
        return line.toString();
    }

    /** A line. */
    private record Answer(String what, int first, Map<Integer, Double> scores) {

        static Answer of(String line) {
            String[] words = line.split(" ");
            Map<Integer, Double> scores = new HashMap<>();
            for (int at = 2; at < words.length; at++) {
                String[] pair = words[at].split(":");
                scores.put(Integer.valueOf(pair[0]), Double.valueOf(pair[1]));
            }
            return new Answer(words[0] + " " + words[1], Integer.parseInt(words[2].split(":")[0]), scores);
        }

        /** The greatest difference of the score of one class; classes that one of both does not rank do not count. */
        double difference(Answer other) {
            double greatest = 0;
            for (Map.Entry<Integer, Double> score : scores.entrySet()) {
                double same = other.scores.getOrDefault(score.getKey(), score.getValue());
                greatest = Math.max(greatest, Math.abs(same - score.getValue()));
            }
            return greatest;
        }
    }
}
