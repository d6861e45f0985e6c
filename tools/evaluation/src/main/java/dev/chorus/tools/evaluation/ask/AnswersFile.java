package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.topk.Score;
import dev.chorus.core.topk.TopK;
import dev.chorus.tools.files.FileFailure;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.files.OutputFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the variants of a family said of labelled pictures, kept beside the family so that any combination of variants can be tried
 * without asking again. Text, compressed by gzip:
 *
 * <pre>
 * chorus answers 1
 * p48@15a8fe7e06eb0f20 p56@55c25a4a2518a6fd     variants, each with the first 16 digits of its file's sha256
 * 3|3:65210,7:120|3:41017,1:20331               what the picture shows; of each variant class:score, best first, scores of 1/65535
 * </pre>
 */
public final class AnswersFile {

    /** What it is called in a family's folder. */
    public static final String NAME = "answers.txt.gz";

    private static final String FIRST_LINE = "chorus answers 1";
    private static final int DIGITS = 16;
    private static final int MAX_PICTURES = 1_000_000;

    private AnswersFile() {}

    /**
     * Writes or replaces a file.
     *
     * @param answers of the family's variants, in their order
     * @throws FileFailure if it cannot be written; then an older file stays as it was
     */
    public static void write(Path file, Family family, VariantAnswers answers) throws FileFailure {
        OutputFile.write(file, out -> {
            try (Writer lines =
                    new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(out), StandardCharsets.US_ASCII))) {
                write(lines, family, answers);
            }
        });
    }

    private static void write(Writer lines, Family family, VariantAnswers answers) throws IOException {
        lines.write(FIRST_LINE + "\n" + variants(family) + "\n");
        for (int picture = 0; picture < answers.pictures(); picture++) {
            lines.write(Integer.toString(answers.truth(picture)));
            for (int variant = 0; variant < answers.variants(); variant++) {
                lines.write('|' + text(answers.said(picture, variant)));
            }
            lines.write('\n');
        }
    }

    private static String variants(Family family) {
        return family.variants().stream()
                .map(variant -> variant.id() + "@" + variant.sha256().substring(0, DIGITS))
                .collect(Collectors.joining(" "));
    }

    private static String text(TopK topK) {
        StringBuilder text = new StringBuilder();
        for (int rank = 0; rank < topK.k(); rank++) {
            text.append(rank == 0 ? "" : ",")
                    .append(topK.classAt(rank))
                    .append(':')
                    .append(Score.toFixedPoint(topK.scoreAt(rank)));
        }
        return text.toString();
    }

    /**
     * Reads a file.
     *
     * @param family whose variants answered
     * @throws FileFailure if it cannot be read, or is no text compressed by gzip
     * @throws IllegalArgumentException if it is damaged, or other models than the family's answered
     */
    public static VariantAnswers read(Path file, Family family) throws FileFailure {
        return InputFile.read(file, in -> read(in, family));
    }

    private static VariantAnswers read(InputStream in, Family family) throws IOException {
        List<Integer> truths = new ArrayList<>();
        List<TopK[]> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII))) {
            if (!FIRST_LINE.equals(lines.readLine())) {
                throw new IllegalArgumentException("its first line is not '" + FIRST_LINE + "'");
            }
            String variants = lines.readLine();
            if (!variants(family).equals(variants)) {
                throw new IllegalArgumentException(
                        "it is of the variants " + variants + ", those of family.json are " + variants(family));
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, family, truths, said);
            }
        }
        if (said.isEmpty()) {
            throw new IllegalArgumentException("there is no picture in it");
        }
        return new VariantAnswers(
                family.labelSet().size(),
                family.variants().stream()
                        .map(Variant::weight)
                        .map(VariantWeight::of)
                        .toList(),
                truths.stream().mapToInt(truth -> truth).toArray(),
                said.toArray(TopK[][]::new),
                List.of());
    }

    private static void add(String line, Family family, List<Integer> truths, List<TopK[]> said) {
        int number = said.size() + 1;
        if (number > MAX_PICTURES) {
            throw new IllegalArgumentException("it has more than " + MAX_PICTURES + " pictures");
        }
        try {
            String[] parts = line.split("\\|", -1);
            int classes = family.labelSet().size();
            int truth = Integer.parseInt(parts[0]);
            TopK[] all = new TopK[family.variants().size()];
            if (parts.length != all.length + 1 || truth < 0 || truth >= classes) {
                throw new IllegalArgumentException();
            }
            for (int variant = 0; variant < all.length; variant++) {
                all[variant] = topK(parts[variant + 1]);
                if (!all[variant].fits(classes)) {
                    throw new IllegalArgumentException();
                }
            }
            truths.add(truth);
            said.add(all);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("picture " + number + " is damaged: '"
                    + line.substring(0, Math.min(line.length(), 2 * DIGITS)) + "'");
        }
    }

    private static TopK topK(String text) {
        String[] entries = text.split(",");
        int[] classes = new int[entries.length];
        float[] scores = new float[entries.length];
        for (int rank = 0; rank < entries.length; rank++) {
            String[] pair = entries[rank].split(":");
            classes[rank] = Integer.parseInt(pair[0]);
            scores[rank] = Score.fromFixedPoint(Integer.parseInt(pair[1]));
        }
        return TopK.of(classes, scores);
    }
}
