package dev.chorus.variant.internal.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.family.Family;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Refusal;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.variant.internal.model.ColourFamily;
import dev.chorus.variant.internal.model.ModelSlot;
import dev.chorus.variant.internal.picture.PictureLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RequestOutcomesTest {

    private static final Topics TOPICS = new Topics("chorus", "colours");
    private static final Tuning TUNING = new Tuning(
            "rgb",
            3,
            2,
            OverloadPolicy.DROP_OLDEST,
            Duration.ofSeconds(1),
            0,
            new PictureLimits(1000, 1000),
            false,
            true);
    private static final TopK RANKING = TopK.of(new int[] {2, 0, 1}, new float[] {0.5f, 0.3f, 0.2f});

    private final Counters counters = new Counters();
    private final InternalFailures failures = new InternalFailures(counters, () -> {}, pause -> {});
    private final RequestOutcomes answers =
            new RequestOutcomes(() -> TUNING, new ModelSlot(), new SeenIds(), counters, failures, () -> 0);
    private final List<Publication> frames = new ArrayList<>();
    private final List<Publication> copies = new ArrayList<>();

    @Test
    void refuse_requestThatIsAnswered_publishesNothing() throws Exception {
        Request request = request(frames::add, copies::add);

        answers.answer(request, model(), RANKING);
        answers.refuse(request, Refusal.FAILED);

        assertEquals(List.of("answer"), outcomes());
        assertEquals(List.of("answered"), List.copyOf(counters.snapshot().keySet()));
    }

    @Test
    void refuse_twice_publishesTheFirst() throws Exception {
        Request request = request(frames::add, copies::add);

        answers.refuse(request, Refusal.OVERLOADED);
        answers.refuse(request, Refusal.NO_MODEL);

        assertEquals(List.of("OVERLOADED"), outcomes());
    }

    @Test
    void refuse_afterTheCopyOfAnAnswerFailed_publishesNothing() throws Exception {
        Request request = request(frames::add, failing());
        LoadedModel model = model();

        assertThrows(OutOfMemoryError.class, () -> answers.answer(request, model, RANKING));
        answers.refuse(request, Refusal.FAILED);

        assertEquals(List.of("answer"), outcomes());
    }

    @Test
    void refuse_afterAnAnswerThatCouldNotBePublished_isTheOutcome() throws Exception {
        // given
        List<Consumer<Publication>> attempts = new ArrayList<>(List.of(failing(), frames::add));
        Request request = request(frame -> attempts.remove(0).accept(frame), copies::add);
        LoadedModel model = model();

        // when
        assertThrows(OutOfMemoryError.class, () -> answers.answer(request, model, RANKING));
        answers.refuse(request, Refusal.FAILED);

        // then
        assertEquals(List.of("FAILED"), outcomes());
    }

    @Test
    void refuse_linkThatFails_isReportedAndThrowsNothing() {
        answers.refuse(request(failing(), copies::add), Refusal.EMPTY);

        assertEquals(1, counters.get("internalErrors"));
    }

    private List<String> outcomes() throws MalformedPayloadException {
        List<String> outcomes = new ArrayList<>();
        for (Publication frame : frames) {
            Refusal refusal = TopKFrame.decode(frame.payload()).refusal();
            outcomes.add(refusal == null ? "answer" : refusal.name());
        }
        return outcomes;
    }

    private static Consumer<Publication> failing() {
        return publication -> {
            throw new OutOfMemoryError("on purpose");
        };
    }

    private static Request request(Consumer<Publication> frames, Consumer<Publication> copies) {
        return new Request(
                RequestId.ofBytes(new byte[] {1}, false),
                0,
                Duration.ofSeconds(1),
                new ResultPublisher(frames, copies, TOPICS));
    }

    private static LoadedModel model() {
        Family family = ColourFamily.of("1.0.0", new byte[0]);
        return LoadedModel.of(family, family.variants().get(0), "here", null);
    }
}
