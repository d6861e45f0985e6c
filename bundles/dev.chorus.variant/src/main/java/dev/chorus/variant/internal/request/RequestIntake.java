package dev.chorus.variant.internal.request;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestDeadline;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.variant.internal.picture.PictureRefusedException;
import dev.chorus.variant.internal.picture.PictureType;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Accepts requests from the link: performs the cheap checks and queues them. On the link's dispatcher thread; never
 * blocks.
 */
final class RequestIntake {

    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(1);

    private final Supplier<Tuning> tuning;
    private final SeenIds seen;
    private final RequestQueue queue;
    private final RequestOutcomes outcomes;
    private final Counters counters;
    private final InternalFailures failures;
    private final RetainedPictures retained;
    private final RequesterRates rates = new RequesterRates();

    /**
     * @param retained warns of pictures that are ignored because the broker retains them
     * @param counters gets {@code received}, {@code duplicates}, {@code malformedDeadlines},
     *     {@code wrongContentTypes} and {@code retainedMessages}
     * @param failures receives unexpected failures
     */
    RequestIntake(
            Supplier<Tuning> tuning,
            SeenIds seen,
            RequestQueue queue,
            RequestOutcomes outcomes,
            RetainedPictures retained,
            Counters counters,
            InternalFailures failures) {
        this.tuning = tuning;
        this.seen = seen;
        this.queue = queue;
        this.outcomes = outcomes;
        this.retained = retained;
        this.counters = counters;
        this.failures = failures;
    }

    /**
     * Accepts a request.
     *
     * @param delivery from the request topic
     * @param outbox publishes its outcome
     */
    void accept(Delivery delivery, ResultPublisher outbox) {
        if (delivery.retained()) {
            counters.count("retainedMessages");
            if (!tuning.get().answersRetained()) {
                retained.ignored(delivery.topic());
                return;
            }
        }
        counters.count("received");
        MessageProperties properties = delivery.properties();
        RequestId id = RequestId.of(properties.correlationData().orElse(null), delivery.payload());
        Request request = new Request(id, delivery.receivedNanos(), deadline(properties), outbox);
        String responseTopic = properties.responseTopic().orElse(null);
        if (!seen.admit(id, responseTopic, properties.isResent(), delivery.receivedNanos())) {
            counters.count("duplicates");
            return;
        }
        try {
            admit(request, delivery);
        } catch (PictureRefusedException e) {
            outcomes.refuse(request, e.refusal());
        } catch (RuntimeException | Error e) {
            failures.report("Request intake", e);
            outcomes.refuse(request, Refusal.FAILED);
        }
    }

    private void admit(Request request, Delivery delivery) throws PictureRefusedException {
        MessageProperties properties = delivery.properties();
        if (!rates.admit(
                properties.responseTopic().orElse(null), tuning.get().requesterRate(), delivery.receivedNanos())) {
            outcomes.refuse(request, Refusal.TOO_MANY_REQUESTS);
            return;
        }
        PictureType type = PictureType.check(delivery.payload(), tuning.get().limits());
        if (properties.contentType().filter(type::contradicts).isPresent()) {
            // Answered nevertheless: clients send the type that their library sets, and the bytes are a valid
            // picture.
            counters.count("wrongContentTypes");
        }
        queue.offer(new WaitingRequest(
                request, delivery.payload(), type, properties.responseTopic().orElse("")));
    }

    private Duration deadline(MessageProperties properties) {
        RequestDeadline deadline = RequestDeadline.of(
                properties.userProperties().get(RequestDeadline.USER_PROPERTY),
                properties.expiry().orElse(null),
                tuning.get().deadline());
        if (deadline.malformed()) {
            counters.count("malformedDeadlines");
        }
        return deadline.duration().compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : deadline.duration();
    }
}
