package dev.chorus.variant.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.family.Family;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceSession;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.Picture;
import dev.chorus.tools.testmodels.ColourModel;
import dev.chorus.variant.internal.picture.TestPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelSlotTest {

    private final ModelSlot slot = new ModelSlot();

    @Test
    void lease_ofAnEmptySlot_isNone() {
        assertTrue(slot.lease().isEmpty());
    }

    @Test
    void replace_whileLeased_closesTheOldOneWithItsLastLease() {
        // given
        WatchedSession old = new WatchedSession();
        slot.replace(model(old));
        ModelSlot.Lease one = slot.lease().orElseThrow();
        ModelSlot.Lease other = slot.lease().orElseThrow();

        // when, then
        slot.replace(null);
        one.close();
        one.close();
        assertFalse(old.closed.get());
        other.close();
        assertTrue(old.closed.get());
        assertTrue(slot.lease().isEmpty());
    }

    @Test
    void replace_withoutLease_closesTheOldOneAtOnce() {
        WatchedSession old = new WatchedSession();
        WatchedSession next = new WatchedSession();
        slot.replace(model(old));

        slot.replace(model(next));

        assertTrue(old.closed.get());
        assertFalse(next.closed.get());
        assertEquals(next, slot.lease().orElseThrow().model().session());
    }

    /** Closing a real session while it runs ends the JVM, and this test with it. */
    @Test
    void replace_underLoad_neverClosesARunningSession() throws Exception {
        // given
        OnnxRuntime runtime = new OnnxRuntime();
        byte[] onnx = new ColourModel().work(3).onnx();
        Family family = ColourFamily.of("1.0.0", onnx);
        slot.replace(runtime.load(family, family.variants().get(0), "here", onnx));
        Picture picture = TestPictures.rgb(64, 64, 9, 8, 7);
        AtomicBoolean goOn = new AtomicBoolean(true);
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch running = new CountDownLatch(4);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        List<Future<?>> ends = new ArrayList<>();
        for (int worker = 0; worker < 4; worker++) {
            ends.add(workers.submit(() -> {
                running.countDown();
                while (goOn.get()) {
                    try (ModelSlot.Lease lease = slot.lease().orElseThrow()) {
                        lease.model().classify(picture);
                        runs.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        assertTrue(running.await(120, TimeUnit.SECONDS));

        // when
        for (int swap = 0; swap < 60; swap++) {
            slot.replace(runtime.load(family, family.variants().get(0), "here", onnx));
        }

        // then
        goOn.set(false);
        for (Future<?> end : ends) {
            end.get(120, TimeUnit.SECONDS);
        }
        workers.shutdown();
        assertTrue(runs.get() > 0);
        assertEquals(1, runtime.openSessions());
        slot.replace(null);
        assertEquals(0, runtime.openSessions());
    }

    private static LoadedModel model(InferenceSession session) {
        Family family = ColourFamily.of("1.0.0", new byte[0]);
        return LoadedModel.of(family, family.variants().get(0), "here", session);
    }

    private static final class WatchedSession implements InferenceSession {

        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public TopK run(Picture picture) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            assertTrue(closed.compareAndSet(false, true), "closed twice");
        }
    }
}
