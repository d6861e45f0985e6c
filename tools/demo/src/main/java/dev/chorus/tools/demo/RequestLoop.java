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
 * Asks about one picture after the other, at a pace that people can follow, with a few on their way at a time. One thread asks;
 * replies arrive on others.
 */
final class RequestLoop {

    private static final Duration PACE = Duration.ofMillis(75);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int AT_A_TIME = 4;

    private final Requester requester;
    private final DemoStatistics board;
    private final DemoView view;
    private final Consumer<GroundTruth> truths;
    private final PictureFeed feed = new PictureFeed();
    private final Semaphore free = new Semaphore(AT_A_TIME);

    /** @param truths gets what the pictures of answers show, on any thread; must not block */
    RequestLoop(Requester requester, DemoStatistics board, DemoView view, Consumer<GroundTruth> truths) {
        this.requester = requester;
        this.board = board;
        this.view = view;
        this.truths = truths;
    }

    /** Asks about the pictures of these numbers, both included; returns when the last is on its way. */
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
        board.asking(RequestClient.idsOf(id, picture.jpeg()), asked);
        requester.ask(id, picture.jpeg(), DEADLINE).whenComplete((reply, problem) -> {
            if (problem == null) {
                truths.accept(
                        new GroundTruth(reply.result().id(), picture.truth().label()));
            }
            view.picture(problem == null ? board.reply(asked, reply) : lost(asked, problem));
            free.release();
        });
    }

    private PictureRow lost(Asked asked, Throwable problem) {
        String why = problem instanceof TimeoutException ? "no answer" : "not sent";
        return board.lost(asked, why, Duration.ofNanos(System.nanoTime() - asked.askedNanos()));
    }

    /** Waits until every picture is answered or given up. */
    void awaitReplies() throws InterruptedException {
        free.acquire(AT_A_TIME);
        free.release(AT_A_TIME);
    }
}
