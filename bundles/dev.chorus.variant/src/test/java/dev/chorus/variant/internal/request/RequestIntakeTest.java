package dev.chorus.variant.internal.request;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.variant.internal.model.ModelSlot;
import dev.chorus.variant.internal.picture.PictureLimits;
import dev.chorus.variant.internal.picture.TestPictures;
import java.awt.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestIntakeTest {

    private static final byte[] PICTURE = TestPictures.png(4, 4, Color.RED);
    private static final int REQUESTER_RATE = 100;
    private static final Tuning TUNING = new Tuning(
            "rgb",
            5,
            2,
            OverloadPolicy.DROP_OLDEST,
            Duration.ofSeconds(1),
            REQUESTER_RATE,
            new PictureLimits(1000, 1000),
            false,
            false);

    private long nowMillis;
    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, () -> {}, pause -> {});
    private final SeenIds seen = new SeenIds();
    private final RequestOutcomes answers = new RequestOutcomes(
            () -> TUNING, new ModelSlot(), seen, counters, failures, () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
    private final RequestQueue queue =
            new RequestQueue(() -> TUNING, answers::refuse, () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
    private final AtomicInteger changes = new AtomicInteger();
    private final RetainedPictures retained =
            new RetainedPictures(changes::incrementAndGet, () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
    private Tuning tuning = TUNING;
    private final RequestIntake intake =
            new RequestIntake(() -> tuning, seen, queue, answers, retained, counters, failures);
    private final List<Publication> published = new ArrayList<>();
    private final ResultPublisher outbox =
            new ResultPublisher(published::add, published::add, new Topics("chorus", "colours"));

    @Test
    void accept_retainedRequest_isIgnoredAndCounted() {
        accept(PICTURE, MessageProperties.EMPTY, true);

        assertEquals(1, counters.get("retainedMessages"));
        assertEquals(0, counters.get("received"));
    }

    @Test
    void accept_retainedRequests_areWarnedOfOnceWithTheirTopic() {
        accept(PICTURE, MessageProperties.EMPTY, true);
        accept(PICTURE, MessageProperties.EMPTY, true);

        String warning = retained.warning().orElseThrow();
        assertTrue(warning.startsWith("chorus/colours/request holds a retained picture"), warning);
        assertTrue(warning.contains("retained.pictures"), warning);
        assertEquals(1, changes.get());

        nowMillis += RetainedPictures.SHOWN.toMillis() + 1;
        assertEquals(Optional.empty(), retained.warning());
    }

    @Test
    void accept_retainedRequestWhereTheyAreAnswered_isARequest() throws Exception {
        tuning = new Tuning(
                "rgb",
                5,
                2,
                OverloadPolicy.DROP_OLDEST,
                Duration.ofSeconds(1),
                REQUESTER_RATE,
                new PictureLimits(1000, 1000),
                true,
                false);

        accept(PICTURE, MessageProperties.EMPTY, true);

        assertArrayEquals(PICTURE, queue.take(() -> true).payload());
        assertEquals(1, counters.get("retainedMessages"));
        assertEquals(Optional.empty(), retained.warning());
    }

    @ParameterizedTest
    @CsvSource({"image/jpg, 0", "IMAGE/JPEG, 0", "application/octet-stream, 0", "image/png, 1", "text/plain, 1"})
    void accept_anyContentType_isAcceptedAndCountedIfWrong(String contentType, int wrong) throws Exception {
        byte[] jpeg = TestPictures.jpeg(4, 4, Color.RED);

        accept(jpeg, MessageProperties.EMPTY.withContentType(contentType), false);

        assertArrayEquals(jpeg, queue.take(() -> true).payload());
        assertEquals(wrong, counters.get("wrongContentTypes"));
    }

    @Test
    void accept_deadlineThatIsNone_isCountedAndTheDefaultHolds() throws Exception {
        accept(PICTURE, MessageProperties.EMPTY.withUserProperty("deadlineMs", "0"), false);

        assertEquals(1, counters.get("malformedDeadlines"));
        assertEquals(Duration.ofSeconds(1), queue.take(() -> true).request().deadline());
    }

    @Test
    void accept_expiryBelowTheDeadline_isTheDeadline() throws Exception {
        accept(PICTURE, MessageProperties.EMPTY.withExpiry(Duration.ofMillis(400)), false);

        assertEquals(Duration.ofMillis(400), queue.take(() -> true).request().deadline());
    }

    @Test
    void accept_samePictureWhileItWaits_isOneRequest() {
        accept(PICTURE, MessageProperties.EMPTY, false);
        accept(PICTURE, MessageProperties.EMPTY, false);

        queue.drain(Refusal.NO_MODEL);

        assertEquals(1, published.size());
        assertEquals(1, counters.get("duplicates"));
    }

    @Test
    void accept_samePictureAfterItsOutcome_isANewRequest() {
        accept(PICTURE, MessageProperties.EMPTY, false);
        queue.drain(Refusal.NO_MODEL);
        accept(PICTURE, MessageProperties.EMPTY, false);
        queue.drain(Refusal.NO_MODEL);

        assertEquals(2, published.size());
    }

    @Test
    void accept_emptyPayload_isRefusedAtOnceWithItsAge() throws MalformedPayloadException {
        nowMillis = 30;
        accept(new byte[0], MessageProperties.EMPTY.withCorrelationData(new byte[] {1}), false);

        TopKResult refusal = TopKFrame.decode(published.get(0).payload());
        assertEquals(Refusal.EMPTY, refusal.refusal());
        assertEquals(Duration.ofMillis(30), refusal.age());
        assertEquals(0, refusal.fingerprint().bits());
        assertEquals("chorus/colours/topk/rgb", published.get(0).topic());
    }

    @Test
    void accept_moreThanTheQueueHolds_refusesTheOldest() throws MalformedPayloadException {
        for (byte id = 1; id <= 3; id++) {
            accept(PICTURE, MessageProperties.EMPTY.withCorrelationData(new byte[] {id}), false);
        }

        TopKResult refusal = TopKFrame.decode(published.get(0).payload());
        assertEquals("01", refusal.id().toString());
        assertEquals(Refusal.OVERLOADED, refusal.refusal());
        assertEquals(1, counters.get("refused.overloaded"));
    }

    @Test
    void accept_beyondTheRequesterRate_isRefusedAndNotQueued() throws Exception {
        for (byte id = 1; id <= REQUESTER_RATE; id++) {
            accept(
                    new byte[0],
                    MessageProperties.EMPTY.withCorrelationData(new byte[] {id}).withResponseTopic("greedy"),
                    false);
        }
        accept(
                PICTURE,
                MessageProperties.EMPTY.withCorrelationData(new byte[] {0}).withResponseTopic("modest"),
                false);

        accept(
                PICTURE,
                MessageProperties.EMPTY.withCorrelationData(new byte[] {-1}).withResponseTopic("greedy"),
                false);

        TopKResult refusal = TopKFrame.decode(published.get(REQUESTER_RATE).payload());
        assertEquals("ff", refusal.id().toString());
        assertEquals(Refusal.TOO_MANY_REQUESTS, refusal.refusal());
        assertEquals(1, counters.get("refused.too-many-requests"));
        assertEquals("00", queue.take(() -> true).request().id().toString());
    }

    @Test
    void outcome_expiry_isTheRestInWholeSecondsAndAtLeastOne() {
        accept(PICTURE, MessageProperties.EMPTY.withUserProperty("deadlineMs", "2500"), false);
        nowMillis = 400;
        queue.drain(Refusal.NO_MODEL);
        accept(PICTURE, MessageProperties.EMPTY, false);
        nowMillis = 9000;
        queue.drain(Refusal.EXPIRED);

        List<Duration> expiries = published.stream()
                .map(publication -> publication.properties().expiry().orElseThrow())
                .toList();
        assertEquals(List.of(Duration.ofSeconds(3), Duration.ofSeconds(1)), expiries);
        assertTrue(published.stream().allMatch(publication -> publication.qos() == 1));
    }

    @Test
    void accept_unexpectedFailure_isReportedAndTheRequestRefused() throws MalformedPayloadException {
        // given: the second look at the tuning fails
        AtomicInteger looks = new AtomicInteger();
        RequestIntake failing = new RequestIntake(
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        throw new AssertionError("a tuning that fails on purpose");
                    }
                    return TUNING;
                },
                seen,
                queue,
                answers,
                retained,
                counters,
                failures);

        // when
        failing.accept(
                new Delivery("chorus/colours/request", PICTURE, 1, false, false, MessageProperties.EMPTY, 0), outbox);

        // then
        assertEquals(1, published.size());
        assertEquals(
                Refusal.FAILED, TopKFrame.decode(published.get(0).payload()).refusal());
        assertEquals(1, counters.get("internalErrors"));
    }

    private void accept(byte[] payload, MessageProperties properties, boolean retained) {
        intake.accept(new Delivery("chorus/colours/request", payload, 1, retained, false, properties, 0), outbox);
    }
}
