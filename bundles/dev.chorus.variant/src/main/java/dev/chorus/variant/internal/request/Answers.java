package dev.chorus.variant.internal.request;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.metrics.OncePerSecond;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.variant.internal.model.ModelSlot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every admitted request its one outcome. Safe for any thread; never waits. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Of no label set: what refuses without a model has none. */
    private static final Fingerprint NO_FINGERPRINT = new Fingerprint(0);

    private final Supplier<Tuning> tuning;
    private final ModelSlot slot;
    private final SeenIds seen;
    private final Counters counters;
    private final LongSupplier nanoTime;
    private final OncePerSecond logGate = new OncePerSecond();

    /**
     * @param counters gets {@code answered}, {@code late} and {@code refused.} with the reason
     * @param nanoTime the machine's monotonic clock
     */
    public Answers(Supplier<Tuning> tuning, ModelSlot slot, SeenIds seen, Counters counters, LongSupplier nanoTime) {
        this.tuning = tuning;
        this.slot = slot;
        this.seen = seen;
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    /** Publishes what the model said. */
    void answer(Request request, LoadedModel model, TopK topK) {
        long now = nanoTime.getAsLong();
        counters.count(request.isExpired(now) ? "late" : "answered");
        TopKResult result = TopKResult.answer(
                request.id(),
                model.fingerprint(),
                request.age(now),
                request.deadline(),
                topK.first(tuning.get().k()));
        publish(request, Optional.of(model), result, now);
    }

    /** Publishes that there will be no answer, in the name of the model that is there, if one is. */
    public void refuse(Request request, Refusal refusal) {
        try (ModelSlot.Lease lease = slot.lease().orElse(null)) {
            refuse(request, refusal, Optional.ofNullable(lease).map(ModelSlot.Lease::model));
        }
    }

    private void refuse(Request request, Refusal refusal, Optional<LoadedModel> model) {
        long now = nanoTime.getAsLong();
        counters.count("refused." + refusal.wireName());
        TopKResult result = TopKResult.refusal(
                request.id(),
                model.map(LoadedModel::fingerprint).orElse(NO_FINGERPRINT),
                request.age(now),
                request.deadline(),
                refusal);
        publish(request, model, result, now);
        logGate.run(keptBack -> LOG.warn(
                "Refused request {}: {}; {} more refusals since the last one logged",
                request.id(),
                refusal.wireName(),
                keptBack));
    }

    private void publish(Request request, Optional<LoadedModel> model, TopKResult result, long now) {
        // Before publishing: who has seen the answer may send the same picture as a new request.
        seen.finished(request.id());
        String variant = model.map(answering -> answering.variant().id())
                .orElse(tuning.get().variant());
        Duration expiry = wholeSeconds(request.remaining(now));
        request.outbox().publish(variant, result, expiry);
        if (tuning.get().topKJson() && model.isPresent()) {
            request.outbox().publishJson(variant, result, model.get().family().labelSet(), expiry);
        }
    }

    /** Rounded up, and at least one: MQTT counts expiry in seconds, and aggregators want to know of late ones. */
    private static Duration wholeSeconds(Duration remaining) {
        return Duration.ofSeconds(
                Math.max(1, remaining.plusSeconds(1).minusNanos(1).toSeconds()));
    }
}
