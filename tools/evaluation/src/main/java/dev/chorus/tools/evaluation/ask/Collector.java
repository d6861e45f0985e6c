package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.core.fusion.VariantWeight;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.pictures.Skipped;
import dev.chorus.tools.pictures.UnreadablePictureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Asks every variant about every picture, on all cores; each once, whatever is computed of the answers later. What a variant
 * says passes through the Top-k frame, so that scores are those that an aggregator sees.
 */
public final class Collector {

    private static final Duration SOME_DEADLINE = Duration.ofSeconds(1);

    private final List<LoadedModel> variants;

    private Collector(List<LoadedModel> variants) {
        this.variants = variants;
    }

    /**
     * Asks.
     *
     * @param models the ONNX files of the family's variants, in their order
     * @param questions at least one
     * @param asked told on the calling thread, in order, how many pictures are done
     * @throws IllegalArgumentException if a model is refused, as a gateway would, or if no picture at all is readable
     * @throws IOException if pictures cannot be read any more
     * @throws InterruptedException if the calling thread is interrupted; nothing goes on then
     */
    public static VariantAnswers ask(Family family, List<byte[]> models, List<Question> questions, IntConsumer asked)
            throws IOException, InterruptedException {
        List<LoadedModel> loaded = new ArrayList<>();
        try {
            for (int at = 0; at < models.size(); at++) {
                loaded.add(load(family, family.variants().get(at), models.get(at)));
            }
            return answers(family, new Collector(loaded).ask(questions, asked));
        } finally {
            loaded.forEach(model -> model.session().close());
        }
    }

    private static LoadedModel load(Family family, Variant variant, byte[] model) {
        try {
            return new OnnxRuntime().load(family, variant, variant.model(), model);
        } catch (ModelRefusedException e) {
            throw new IllegalArgumentException(variant.model() + " is " + e.getMessage(), e);
        }
    }

    private List<Said> ask(List<Question> questions, IntConsumer asked) throws IOException, InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Said>> pending = questions.stream()
                    .map(question -> workers.submit(() -> ask(question)))
                    .toList();
            List<Said> said = new ArrayList<>();
            for (Future<Said> next : pending) {
                said.add(next.get());
                asked.accept(said.size());
            }
            return said;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            // A session must not be closed while a run is under way.
            workers.shutdownNow();
            awaitEnd(workers);
        }
    }

    private static void awaitEnd(ExecutorService workers) {
        boolean interrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Said ask(Question question) throws IOException {
        Picture picture;
        try {
            dev.chorus.tools.pictures.RasterPicture read = question.content().picture();
            picture = Picture.of(read.width(), read.height(), read.rgb());
        } catch (UnreadablePictureException e) {
            return new Said(question, null, e.getMessage());
        }
        RequestId id = RequestId.of(null, question.name().getBytes(StandardCharsets.UTF_8));
        TopK[] topKs = new TopK[variants.size()];
        for (int variant = 0; variant < topKs.length; variant++) {
            topKs[variant] = sent(id, variants.get(variant), picture);
        }
        return new Said(question, topKs, null);
    }

    private static TopK sent(RequestId id, LoadedModel variant, Picture picture) {
        try {
            TopKResult result = TopKResult.answer(
                    id, variant.fingerprint(), Duration.ZERO, SOME_DEADLINE, variant.classify(picture));
            return TopKFrame.decode(TopKFrame.encode(result)).topK();
        } catch (InferenceException | MalformedPayloadException e) {
            throw new IllegalStateException(variant.variant().id() + " fails: " + e.getMessage(), e);
        }
    }

    private static VariantAnswers answers(Family family, List<Said> said) {
        List<Said> answered = said.stream().filter(Said::isAnswer).toList();
        List<Skipped> skipped = said.stream()
                .filter(one -> !one.isAnswer())
                .map(one -> new Skipped(one.question().name(), one.problem()))
                .toList();
        if (answered.isEmpty()) {
            throw new IllegalArgumentException("no picture is readable"
                    + skipped.stream()
                            .findFirst()
                            .map(first -> ", such as " + first.name() + ": " + first.why())
                            .orElse(""));
        }
        return new VariantAnswers(
                family.labelSet().size(),
                family.variants().stream()
                        .map(variant -> VariantWeight.of(variant.weight()))
                        .toList(),
                answered.stream().mapToInt(one -> one.question().truth()).toArray(),
                answered.stream().map(Said::topKs).toArray(TopK[][]::new),
                skipped);
    }

    /**
     * What was said of one picture.
     *
     * @param topKs of each variant, or null if the picture is not readable
     * @param problem why it is not, or null
     */
    private record Said(Question question, TopK[] topKs, String problem) {

        boolean isAnswer() {
            return topKs != null;
        }
    }
}
