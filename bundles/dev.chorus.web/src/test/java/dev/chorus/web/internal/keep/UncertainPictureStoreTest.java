package dev.chorus.web.internal.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.web.internal.watch.SeenResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UncertainPictureStoreTest {

    private static final byte[] PICTURE = {1, 2, 3};

    private final Counters counters = new Counters();
    private final List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> kept = Collections.synchronizedList(new ArrayList<>());

    private UncertainPictureStore store(int perMinute, Place place) {
        return new UncertainPictureStore(
                Seen.options(Path.of("/"), 10, 1000, perMinute), place, counters, Duration.ZERO, failed::add);
    }

    private static void comes(UncertainPictureStore store, SeenResult seen) {
        store.resultReceived(() -> Seen.uncertainty(seen, store.options()), () -> Optional.of(PICTURE));
    }

    private void keep(Uncertainty uncertainty, byte[] picture) {
        kept.add(uncertainty.result().id().toString());
    }

    @Test
    void resultReceived_uncertainAndCertain_keepsTheUncertain() {
        try (UncertainPictureStore store = store(100, this::keep)) {
            comes(store, Seen.answer(1, "nut", 0.9, 0, 0));
            comes(store, Seen.answer(2, "nut", 0.9, 0, 1));
        }

        assertEquals(List.of("0002"), kept);
        assertEquals(1, counters.snapshot().get("kept"));
    }

    @Test
    void resultReceived_withoutItsPicture_isCounted() {
        try (UncertainPictureStore store = store(100, this::keep)) {
            store.resultReceived(
                    () -> Seen.uncertainty(Seen.answer(1, "nut", 0, 0, 1), store.options()), Optional::empty);
        }

        assertEquals(List.of(), kept);
        assertEquals(1, counters.snapshot().get("doubtfulWithoutPicture"));
    }

    @Test
    void resultReceived_beyondTheRate_dropsTheRest() {
        try (UncertainPictureStore store = store(2, this::keep)) {
            for (int number = 1; number <= 5; number++) {
                comes(store, Seen.answer(number, "nut", 0, 0, 1));
            }
        }

        assertEquals(List.of("0001", "0002"), kept);
        assertEquals(3, counters.snapshot().get("doubtfulTooMany"));
    }

    @Test
    void resultReceived_whileThePlaceIsSlow_returnsAtOnce() {
        CountDownLatch slow = new CountDownLatch(1);
        try (UncertainPictureStore store = store(1000, (uncertainty, picture) -> await(slow))) {
            for (int number = 1; number <= 300; number++) {
                comes(store, Seen.answer(number, "nut", 0, 0, 1));
            }
            slow.countDown();
        }

        assertTrue(
                counters.snapshot().get("doubtfulTooMany") > 0,
                counters.snapshot().toString());
        assertEquals(
                300L,
                counters.snapshot().get("doubtfulTooMany") + counters.snapshot().get("kept"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void resultReceived_afterAFailure_keepsTheNext() {
        Place place = (uncertainty, picture) -> {
            if (uncertainty.result().id().toString().equals("0001")) {
                throw new IOException("no space left on device");
            }
            keep(uncertainty, picture);
        };
        try (UncertainPictureStore store = store(100, place)) {
            comes(store, Seen.answer(1, "nut", 0, 0, 1));
            comes(store, Seen.answer(2, "nut", 0, 0, 1));
        }

        assertEquals(List.of("0002"), kept);
        assertEquals(1, counters.snapshot().get("keepFailures"));
    }

    @Test
    void resultReceived_afterAnError_keepsTheNext() {
        Place place = (uncertainty, picture) -> {
            if (uncertainty.result().id().toString().equals("0001")) {
                throw new AssertionError("a mistake of ours");
            }
            keep(uncertainty, picture);
        };
        try (UncertainPictureStore store = store(100, place)) {
            comes(store, Seen.answer(1, "nut", 0, 0, 1));
            comes(store, Seen.answer(2, "nut", 0, 0, 1));
        }

        assertEquals(List.of("0002"), kept);
        assertEquals("a mistake of ours", failed.get(0).getMessage());
    }

    @Test
    void keep_isCalledOnADaemonThread() {
        List<Boolean> daemon = Collections.synchronizedList(new ArrayList<>());
        try (UncertainPictureStore store = store(
                100, (uncertainty, picture) -> daemon.add(Thread.currentThread().isDaemon()))) {
            comes(store, Seen.answer(1, "nut", 0, 0, 1));
        }

        assertEquals(List.of(true), daemon);
    }

    @Test
    void close_whileThePlaceBlocks_isBounded() {
        CountDownLatch never = new CountDownLatch(1);
        UncertainPictureStore store = store(100, (uncertainty, picture) -> awaitStubbornly(never));
        comes(store, Seen.answer(1, "nut", 0, 0, 1));
        comes(store, Seen.answer(2, "nut", 0, 0, 1));

        assertTimeoutPreemptively(Duration.ofMinutes(2), store::close);

        never.countDown();
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            await(latch);
            Thread.interrupted();
        }
    }

    @Test
    void of_topic_publishesThePictureWithWhyItIsDoubted() {
        List<Publication> sent = Collections.synchronizedList(new ArrayList<>());
        KeepOptions topic = new KeepOptions(KeepOptions.TOPIC, Optional.empty(), 0.1, true, 10, 1000, 10);

        try (UncertainPictureStore store = UncertainPictureStore.of(
                        topic, new Topics("chorus", "parts"), sent::add, counters, failed::add)
                .orElseThrow()) {
            comes(store, Seen.answer(0x0102, "nut", 0.05, 0, 1));
        }

        Publication one = sent.get(0);
        assertEquals("chorus/parts/doubtful", one.topic());
        assertEquals(3, one.payload().length);
        assertEquals("nut", one.properties().userProperties().get("label"));
        assertEquals("disagreement,margin", one.properties().userProperties().get("reasons"));
        assertEquals("0.0500", one.properties().userProperties().get("margin"));
    }

    @Test
    void resultReceived_evictedMeanwhile_isIgnored() {
        try (UncertainPictureStore store = store(100, this::keep)) {
            store.resultReceived(Optional::empty, () -> Optional.of(PICTURE));
        }

        assertEquals(Map.of(), counters.snapshot());
    }

    @Test
    void close_leavesNoThread() {
        store(1, this::keep).close();

        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("chorus-web-keep") && thread.isAlive()));
    }
}
