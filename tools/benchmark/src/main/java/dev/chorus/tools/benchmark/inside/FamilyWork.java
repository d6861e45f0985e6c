package dev.chorus.tools.benchmark.inside;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.tools.benchmark.BenchContext;
import dev.chorus.tools.benchmark.Figure;
import dev.chorus.tools.evaluation.FamilyFiles;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.networks.Network;
import dev.chorus.tools.networks.VariantSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a gateway takes with a picture, from file to Top-k: the paper's smallest variant, and a family's own. */
public final class FamilyWork {

    private static final String SMALLEST = "work";
    private static final double ALPHA = 0.35;
    private static final int RESOLUTION = 96;
    private static final String USUAL = "a JPEG of 640x480";

    private FamilyWork() {}

    /**
     * Measures all in turn.
     *
     * @return in milliseconds, {@code work} and, if a family is wanted, {@code work.VARIANT} of each
     * @throws IllegalArgumentException if the family or the picture cannot be used
     */
    public static List<Figure> measure(BenchContext context, int warmUps, int rounds)
            throws IOException, InterruptedException {
        Path untrained = context.scratch().resolve("smallest");
        Network network = Network.of(VariantSpec.ofThePaper(ALPHA, RESOLUTION), UntrainedModels.classes());
        UntrainedModels.write(untrained, "smallest", List.of(SMALLEST), network);
        byte[] usual = Photograph.jpeg(640, 480);
        byte[] own = context.picture() == null ? usual : InputFile.bytes(context.picture());
        Map<String, Work> works = new LinkedHashMap<>();
        Alternation alternation = new Alternation();
        try {
            add(works, alternation, SMALLEST, new Work(untrained, SMALLEST), usual);
            if (context.family() != null) {
                Family family = new FamilyFiles(context.family()).family();
                for (Variant variant : family.variants()) {
                    Work work = new Work(context.family(), variant.id());
                    add(works, alternation, SMALLEST + "." + variant.id(), work, own);
                }
            }
            return figures(alternation.run(warmUps, rounds), context);
        } catch (IOException | InterruptedException | IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("--family is " + context.family() + ": " + e.getMessage(), e);
        } finally {
            works.values().forEach(Work::close);
        }
    }

    private static void add(Map<String, Work> works, Alternation alternation, String key, Work work, byte[] picture) {
        works.put(key, work);
        work.classify(picture);
        alternation.add(key, () -> work.classify(picture));
    }

    private static List<Figure> figures(Map<String, double[]> micros, BenchContext context) {
        List<Figure> figures = new ArrayList<>();
        micros.forEach((key, values) -> {
            boolean smallest = key.equals(SMALLEST);
            String what = smallest
                    ? "alpha " + ALPHA + " at " + RESOLUTION
                    : "variant " + key.substring(SMALLEST.length() + 1) + " of " + context.family();
            String picture = smallest || context.picture() == null
                    ? USUAL
                    : context.picture().toString();
            figures.add(Figure.several(
                    key,
                    what + ": " + picture + ", file to Top-k",
                    "ms",
                    Arrays.stream(values).map(each -> each / 1000).toArray()));
        });
        return figures;
    }
}
