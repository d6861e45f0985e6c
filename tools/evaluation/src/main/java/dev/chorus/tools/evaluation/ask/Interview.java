package dev.chorus.tools.evaluation.ask;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import java.io.IOException;
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
public final class Interview {

    private static final Duration SOME_DEADLINE = Duration.ofSeconds(1);

    private final List<OnnxVariant> variants;
    private final Fingerprint fingerprint;

    private Interview(List<OnnxVariant> variants, Fingerprint fingerprint) {
        this.variants = variants;
        this.fingerprint = fingerprint;
    }

    /**
     * Asks.
     *
     * @param labelSet that the models tell apart
     * @param weights the variants' fusion weights
     * @param models their ONNX files, in the same order
     * @param questions at least one
     * @param asked told on the calling thread, in order, how many pictures are done
     * @throws IllegalArgumentException if ONNX Runtime refuses a model, or if no picture at all is readable
     * @throws InterruptedException if the calling thread is interrupted; nothing goes on then
     */
    public static Answers ask(
            LabelSet labelSet, List<Double> weights, List<byte[]> models, List<Question> questions, IntConsumer asked)
            throws InterruptedException {
        List<OnnxVariant> variants = new ArrayList<>();
        try {
            models.forEach(model -> variants.add(new OnnxVariant(model)));
            List<Said> said = new Interview(variants, labelSet.fingerprint()).ask(questions, asked);
            return answers(weights, said);
        } finally {
            variants.forEach(OnnxVariant::close);
        }
    }

    private List<Said> ask(List<Question> questions, IntConsumer asked) throws InterruptedException {
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

    private Said ask(Question question) {
        byte[] file;
        Picture picture;
        try {
            file = question.file().bytes();
            picture = Picture.decode(file);
        } catch (IOException | RuntimeException e) {
            // The platform's readers answer some damaged files with exceptions that tell of no input at all.
            return new Said(question, null, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        RequestId id = RequestId.of(null, file);
        TopK[] topKs = new TopK[variants.size()];
        for (int variant = 0; variant < topKs.length; variant++) {
            TopK topK = variants.get(variant).classify(picture.width(), picture.height(), picture.rgb());
            topKs[variant] = sent(TopKResult.answer(id, fingerprint, Duration.ZERO, SOME_DEADLINE, topK));
        }
        return new Said(question, topKs, null);
    }

    private static TopK sent(TopKResult result) {
        try {
            return TopKFrame.decode(TopKFrame.encode(result)).topK();
        } catch (MalformedPayloadException e) {
            throw new IllegalStateException("a frame of ours is malformed: " + e.getMessage(), e);
        }
    }

    private static Answers answers(List<Double> weights, List<Said> said) {
        List<Said> answered = said.stream().filter(Said::isAnswer).toList();
        List<Unreadable> unreadable = said.stream()
                .filter(one -> !one.isAnswer())
                .map(one -> new Unreadable(one.question().name(), one.problem()))
                .toList();
        if (answered.isEmpty()) {
            throw new IllegalArgumentException("no picture is readable"
                    + unreadable.stream()
                            .findFirst()
                            .map(first -> ", such as " + first.name() + ": " + first.reason())
                            .orElse(""));
        }
        return new Answers(
                weights,
                answered.stream().mapToInt(one -> one.question().truth()).toArray(),
                answered.stream().map(Said::topKs).toArray(TopK[][]::new),
                unreadable);
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
