package dev.chorus.variant.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.variant.internal.Await;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PendingFramesTest {

    private static final Publication FRAME = Publication.atLeastOnce("chorus/colours/topk/rgb", new byte[16]);

    private final Deque<CompletableFuture<Void>> outcomes = new ArrayDeque<>();
    private final PendingFrames frames = new PendingFrames(this::publish, Duration.ofSeconds(60));
    private final FakeLink link =
            new FakeLink(LinkSettings.builder("mqtt://localhost:1883", "here").build(), connected -> {});

    private CompletableFuture<Void> publish(Publication frame) {
        outcomes.add(new CompletableFuture<>());
        return outcomes.getLast();
    }

    @Test
    void await_frameInFlight_waitsForIt() throws Exception {
        // given
        link.start();
        frames.publish(FRAME);
        frames.publish(FRAME);
        outcomes.removeFirst().complete(null);

        // when
        Thread closing = new Thread(() -> frames.await(link));
        closing.start();
        Await.until(
                () -> closing.getState() == Thread.State.TIMED_WAITING || !closing.isAlive(), () -> "does not wait");

        // then
        assertTrue(closing.isAlive());
        outcomes.removeFirst().complete(null);
        closing.join();
    }

    @Test
    void await_frameThatFails_isNotWaitedFor() {
        link.start();
        frames.publish(FRAME);
        outcomes.removeFirst().completeExceptionally(new IllegalStateException("dropped"));

        frames.await(link);

        assertEquals(0, outcomes.size());
    }

    @Test
    void await_withoutConnection_returnsAtOnce() {
        frames.publish(FRAME);

        frames.await(link);

        assertEquals(1, outcomes.size());
    }

    @Test
    void await_frameWithoutSubscriber_returnsAtTheLimit() {
        PendingFrames impatient = new PendingFrames(this::publish, Duration.ofMillis(1));
        link.start();
        impatient.publish(FRAME);

        impatient.await(link);

        assertEquals(1, outcomes.size());
    }
}
