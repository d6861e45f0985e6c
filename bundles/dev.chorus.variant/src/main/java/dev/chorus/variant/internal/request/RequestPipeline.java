package dev.chorus.variant.internal.request;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.variant.internal.model.ModelSlot;
import dev.chorus.variant.internal.picture.PictureDecoder;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Accepts requests and gives each its single outcome. {@link #accept} is for the dispatcher thread of a link, the
 * other methods for the service's control thread.
 */
public final class RequestPipeline {

    private static final Duration FINISH_LIMIT = Duration.ofSeconds(2);

    private final RequestIntake intake;
    private final RequestQueue queue;
    private final Workers workers;

    /**
     * Creates a pipeline without workers.
     *
     * @param name the beginning of the threads' names
     * @param tuning returns the current tuning; not null once requests are accepted
     * @param slot holds the model
     * @param retained warns of pictures that are ignored because the broker retains them
     * @param counters of the service
     * @param failures receives failures of any thread
     */
    public RequestPipeline(
            String name,
            Supplier<Tuning> tuning,
            ModelSlot slot,
            RetainedPictures retained,
            Counters counters,
            InternalFailures failures) {
        SeenIds seen = new SeenIds();
        RequestOutcomes outcomes = new RequestOutcomes(tuning, slot, seen, counters, failures, System::nanoTime);
        queue = new RequestQueue(tuning, outcomes::refuse, System::nanoTime);
        intake = new RequestIntake(tuning, seen, queue, outcomes, retained, counters, failures);
        RequestHandler handler = new RequestHandler(tuning, slot, new PictureDecoder(), outcomes, counters, failures);
        workers = new Workers(name, queue, handler::handle, outcomes::refuse, failures);
    }

    /**
     * Accepts a request; never blocks.
     *
     * @param delivery from the request topic
     * @param outbox publishes its outcome
     */
    public void accept(Delivery delivery, ResultPublisher outbox) {
        intake.accept(delivery, outbox);
    }

    /**
     * Starts or ends workers; see {@link Workers#resize}.
     *
     * @param threads number of workers
     */
    public void resize(int threads) {
        workers.resize(threads);
    }

    /** Accepts a backlog of requests until they have been taken; see {@link RequestQueue#expectBacklog}. */
    public void expectBacklog() {
        queue.expectBacklog();
    }

    /**
     * Gives every accepted request its outcome and ends the workers. Waiting requests are classified for 2 seconds,
     * then refused; a picture in progress may take 5 seconds more. The caller ensures that no request is accepted
     * meanwhile.
     */
    public void stop() {
        if (workers.isWorking()) {
            queue.awaitEmpty(FINISH_LIMIT);
        }
        queue.drain(Refusal.NO_MODEL);
        workers.stop();
    }
}
