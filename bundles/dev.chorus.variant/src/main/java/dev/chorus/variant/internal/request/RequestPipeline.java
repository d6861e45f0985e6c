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
 * Takes requests and gives each its one outcome. {@link #accept} is for the dispatcher thread of a link, the other methods for the
 * service's control thread.
 */
public final class RequestPipeline {

    private static final Duration FINISH_LIMIT = Duration.ofSeconds(2);

    private final RequestIntake intake;
    private final RequestQueue queue;
    private final Workers workers;

    /**
     * Without workers.
     *
     * @param name the beginning of the threads' names
     * @param tuning the present one; not null once requests are accepted
     * @param slot where the model is
     * @param retained warns of pictures that are ignored because the broker has kept them
     * @param counters of the service
     * @param failures collects what fails on any thread
     */
    public RequestPipeline(
            String name,
            Supplier<Tuning> tuning,
            ModelSlot slot,
            RetainedPictures retained,
            Counters counters,
            InternalFailures failures) {
        SeenIds seen = new SeenIds();
        RequestOutcomes answers = new RequestOutcomes(tuning, slot, seen, counters, failures, System::nanoTime);
        queue = new RequestQueue(tuning, answers::refuse, System::nanoTime);
        intake = new RequestIntake(tuning, seen, queue, answers, retained, counters, failures);
        RequestHandler handler = new RequestHandler(tuning, slot, new PictureDecoder(), answers, counters, failures);
        workers = new Workers(name, queue, handler::handle, answers::refuse, failures);
    }

    /**
     * Takes a request; never waits.
     *
     * @param delivery from the request topic
     * @param outbox where its outcome goes
     */
    public void accept(Delivery delivery, ResultPublisher outbox) {
        intake.accept(delivery, outbox);
    }

    /**
     * Starts or ends workers; see {@link Workers#resize}.
     *
     * @param threads how many there are to be
     */
    public void resize(int threads) {
        workers.resize(threads);
    }

    /** Accepts many requests at once until they have been worked on; see {@link RequestQueue#expectBacklog}. */
    public void expectBacklog() {
        queue.expectBacklog();
    }

    /**
     * Gives every accepted request its outcome and ends the workers. Those that wait are worked on for 2 seconds, then refused; a picture
     * that a worker is at may take 5 seconds more. The caller sees to it that none is accepted meanwhile.
     */
    public void stop() {
        if (workers.isWorking()) {
            queue.awaitEmpty(FINISH_LIMIT);
        }
        queue.drain(Refusal.NO_MODEL);
        workers.stop();
    }
}
