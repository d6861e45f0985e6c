package dev.chorus.variant.internal.request;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.variant.internal.model.ModelSlot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the single outcome of every admitted request, the first one. Safe for any thread; never blocks. */
final class RequestOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(RequestOutcomes.class);

    /** Fingerprint of no label set, for refusals without a model. */
    private static final Fingerprint NO_FINGERPRINT = new Fingerprint(0);

    private final Supplier<Tuning> tuning;
    private final ModelSlot slot;
    private final SeenIds seen;
    private final Counters counters;
    private final InternalFailures failures;
    private final LongSupplier nanoTime;
    private final OncePerSecond logGate = new OncePerSecond();

    /**
     * @param counters gets {@code answered}, {@code late} and {@code refused.} with the reason
     * @param failures receives failures to publish a refusal
     * @param nanoTime the machine's monotonic clock
     */
    RequestOutcomes(
            Supplier<Tuning> tuning,
            ModelSlot slot,
            SeenIds seen,
            Counters counters,
            InternalFailures failures,
            LongSupplier nanoTime) {
        this.tuning = tuning;
        this.slot = slot;
        this.seen = seen;
        this.counters = counters;
        this.failures = failures;
        this.nanoTime = nanoTime;
    }

    /** Publishes the result of the model, unless the request has its outcome already. */
    void answer(Request request, LoadedModel model, TopK topK) {
        long now = nanoTime.getAsLong();
        TopKResult result = TopKResult.answer(
                request.id(),
                model.fingerprint(),
                request.age(now),
                request.deadline(),
                topK.first(tuning.get().k()));
        publish(request, Optional.of(model), result, request.isExpired(now) ? "late" : "answered", now);
    }

    /**
     * Publishes that there is no answer, in the name of the current model if there is one, unless the request has its
     * outcome already. Never throws.
     */
    void refuse(Request request, Refusal refusal) {
        try (ModelSlot.Lease lease = slot.lease().orElse(null)) {
            refuse(request, refusal, Optional.ofNullable(lease).map(ModelSlot.Lease::model));
        } catch (RuntimeException | Error e) {
            failures.report("Refusal of request " + request.id(), e);
        }
    }

    private void refuse(Request request, Refusal refusal, Optional<LoadedModel> model) {
        long now = nanoTime.getAsLong();
        TopKResult result = TopKResult.refusal(
                request.id(),
                model.map(LoadedModel::fingerprint).orElse(NO_FINGERPRINT),
                request.age(now),
                request.deadline(),
                refusal);
        if (publish(request, model, result, "refused." + refusal.wireName(), now)) {
            logGate.run(keptBack -> LOG.warn(
                    "Refused request {}: {}; {} more refusals since the last one logged",
                    request.id(),
                    refusal.wireName(),
                    keptBack));
        }
    }

    /** @return false if the request has its outcome already */
    private boolean publish(Request request, Optional<LoadedModel> model, TopKResult result, String counter, long now) {
        String variant = model.map(answering -> answering.variant().id())
                .orElse(tuning.get().variant());
        Duration expiry = wholeSeconds(request.remaining(now));
        Publication frame = request.outbox().frame(variant, result, expiry);
        if (!request.beginOutcome()) {
            return false;
        }
        try {
            // Before publishing: a requester that has received the answer may send the same picture as a new request.
            seen.finished(request.id());
            counters.count(counter);
            request.outbox().publish(frame);
        } catch (Throwable e) {
            request.outcomeFailed();
            throw e;
        }
        if (tuning.get().topKJson() && model.isPresent()) {
            request.outbox().publishJson(variant, result, model.get().family().labelSet(), expiry);
        }
        return true;
    }

    /** Rounded up, and at least one: MQTT counts expiry in seconds, and aggregators record late results too. */
    private static Duration wholeSeconds(Duration remaining) {
        return Duration.ofSeconds(
                Math.max(1, remaining.plusSeconds(1).minusNanos(1).toSeconds()));
    }
}
