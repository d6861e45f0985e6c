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

/** Decodes and classifies one request; on worker threads. Never throws, for any picture and any model. */
final class RequestHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Supplier<Tuning> tuning;
    private final ModelSlot slot;
    private final PictureDecoder decoder;
    private final RequestOutcomes outcomes;
    private final Counters counters;
    private final InternalFailures failures;
    private final OncePerSecond logGate = new OncePerSecond();

    /**
     * @param counters gets {@code decodeMicros} and {@code inferenceMicros}, the total time
     * @param failures receives unexpected failures
     */
    RequestHandler(
            Supplier<Tuning> tuning,
            ModelSlot slot,
            PictureDecoder decoder,
            RequestOutcomes outcomes,
            Counters counters,
            InternalFailures failures) {
        this.tuning = tuning;
        this.slot = slot;
        this.decoder = decoder;
        this.outcomes = outcomes;
        this.counters = counters;
        this.failures = failures;
    }

    /**
     * Publishes the outcome of a request.
     *
     * @param buffer owned by the calling thread
     */
    void handle(WaitingRequest waiting, PixelBuffer buffer) {
        try (ModelSlot.Lease lease = slot.lease().orElse(null)) {
            if (lease == null) {
                outcomes.refuse(waiting.request(), Refusal.NO_MODEL);
            } else {
                outcomes.answer(waiting.request(), lease.model(), classify(waiting, lease.model(), buffer));
            }
        } catch (PictureRefusedException e) {
            LOG.debug("Request {}: {}", waiting.request().id(), e.getMessage());
            outcomes.refuse(waiting.request(), e.refusal());
        } catch (InferenceException e) {
            logGate.run(keptBack -> LOG.error(
                    "Request {} failed; {} more failures since the last one logged",
                    waiting.request().id(),
                    keptBack,
                    e));
            outcomes.refuse(waiting.request(), Refusal.FAILED);
        } catch (RuntimeException | Error e) {
            failures.report("Request " + waiting.request().id(), e);
            outcomes.refuse(waiting.request(), Refusal.FAILED);
        }
    }

    /** Returns a quarter more than the network's input: some networks resize to a little more, and crop. */
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
            // Not a failure of the service: a picture within the limits can exceed the free memory, and the next one
            // may not.
            throw new InferenceException("there is not enough memory for the picture", e);
        }
    }
}
