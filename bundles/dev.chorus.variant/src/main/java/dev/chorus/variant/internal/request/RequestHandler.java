package dev.chorus.variant.internal.request;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.Picture;
import dev.chorus.variant.internal.model.ModelSlot;
import dev.chorus.variant.internal.picture.PictureDecoder;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PixelBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes and classifies one request; on worker threads. Never throws, whatever the picture or the model does. */
final class RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Supplier<Tuning> tuning;
    private final ModelSlot slot;
    private final PictureDecoder decoder;
    private final RequestOutcomes answers;
    private final Counters counters;
    private final InternalFailures failures;
    private final OncePerSecond logGate = new OncePerSecond();

    /**
     * @param counters gets {@code decodeMicros} and {@code inferenceMicros}, the time spent in total
     * @param failures collects unexpected ones
     */
    RequestHandler(
            Supplier<Tuning> tuning,
            ModelSlot slot,
            PictureDecoder decoder,
            RequestOutcomes answers,
            Counters counters,
            InternalFailures failures) {
        this.tuning = tuning;
        this.slot = slot;
        this.decoder = decoder;
        this.answers = answers;
        this.counters = counters;
        this.failures = failures;
    }

    /**
     * Gives a request its outcome.
     *
     * @param buffer the calling thread's own
     */
    void handle(WaitingRequest waiting, PixelBuffer buffer) {
        try (ModelSlot.Lease lease = slot.lease().orElse(null)) {
            if (lease == null) {
                answers.refuse(waiting.request(), Refusal.NO_MODEL);
            } else {
                answers.answer(waiting.request(), lease.model(), classify(waiting, lease.model(), buffer));
            }
        } catch (PictureRefusedException e) {
            LOG.debug("Request {}: {}", waiting.request().id(), e.getMessage());
            answers.refuse(waiting.request(), e.refusal());
        } catch (InferenceException e) {
            logGate.run(keptBack -> LOG.error(
                    "Request {} failed; {} more failures since the last one logged",
                    waiting.request().id(),
                    keptBack,
                    e));
            answers.refuse(waiting.request(), Refusal.FAILED);
        } catch (RuntimeException | Error e) {
            failures.report("Request " + waiting.request().id(), e);
            answers.refuse(waiting.request(), Refusal.FAILED);
        }
    }

    /** A quarter more than the network sees: some networks resize to a little more, and cut. */
    private static int wanted(LoadedModel model) {
        return model.variant().resolution() * 5 / 4;
    }

    private TopK classify(WaitingRequest waiting, LoadedModel model, PixelBuffer buffer)
            throws PictureRefusedException, InferenceException {
        try {
            long begin = System.nanoTime();
            Picture picture = decoder.decode(
                    waiting.payload(),
                    waiting.type(),
                    tuning.get().limits(),
                    wanted(model),
                    buffer,
                    () -> waiting.request().isExpired(System.nanoTime()));
            long decoded = System.nanoTime();
            TopK topK = model.classify(picture);
            counters.add("decodeMicros", TimeUnit.NANOSECONDS.toMicros(decoded - begin));
            counters.add("inferenceMicros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - decoded));
            return topK;
        } catch (OutOfMemoryError e) {
            // No failure of the service: a picture within the limits can be too much for the memory that is left, and
            // the
            // next one may not be.
            throw new InferenceException("there is not enough memory for the picture", e);
        }
    }
}
