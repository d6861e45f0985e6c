package dev.chorus.tools.demo;

import dev.chorus.core.protocol.GroundTruth;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.tools.requester.Requester;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Requests pictures in order, at a readable pace, with a limited number of pending requests. One thread sends; replies
 * arrive on others.
 */
final class RequestLoop {

    private static final Duration PACE = Duration.ofMillis(75);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MAX_PENDING = 4;

    private final Requester requester;
    private final DemoStatistics statistics;
    private final DemoView view;
    private final Consumer<GroundTruth> truths;
    private final PictureFeed feed = new PictureFeed();
    private final Semaphore free = new Semaphore(MAX_PENDING);

    /** @param truths receives the ground truth of answered pictures, on any thread; must not block */
    RequestLoop(Requester requester, DemoStatistics statistics, DemoView view, Consumer<GroundTruth> truths) {
        this.requester = requester;
        this.statistics = statistics;
        this.view = view;
        this.truths = truths;
    }

    /** Requests the pictures of a range of numbers, both included; returns when the last one is sent. */
    void ask(int first, int last) throws InterruptedException {
        long due = System.nanoTime();
        for (int number = first; number <= last; number++) {
            PictureFeed.Picture picture = feed.picture(number);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            free.acquire();
            due = System.nanoTime() + PACE.toNanos();
            ask(number, picture);
        }
    }

    private void ask(int number, PictureFeed.Picture picture) {
        byte[] id = RequestClient.newId();
        Asked asked = new Asked(number, picture.truth().ordinal(), System.nanoTime());
        statistics.asking(RequestClient.idsOf(id, picture.jpeg()), asked);
        requester.ask(id, picture.jpeg(), DEADLINE).whenComplete((reply, problem) -> {
            if (problem == null) {
                truths.accept(
                        new GroundTruth(reply.result().id(), picture.truth().label()));
            }
            view.picture(problem == null ? statistics.reply(asked, reply) : lost(asked, problem));
            free.release();
        });
    }

    private PictureRow lost(Asked asked, Throwable problem) {
        String why = problem instanceof TimeoutException ? "no answer" : "not sent";
        return statistics.lost(asked, why, Duration.ofNanos(System.nanoTime() - asked.askedNanos()));
    }

    /** Waits until every picture is answered or given up. */
    void awaitReplies() throws InterruptedException {
        free.acquire(MAX_PENDING);
        free.release(MAX_PENDING);
    }
}
