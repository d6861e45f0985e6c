package dev.chorus.aggregator.internal;

import static dev.chorus.aggregator.internal.VariantStatus.FAMILY;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.fusion.ScaledSum;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResultJson;
import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.core.protocol.TopKFrame;
import dev.chorus.core.protocol.TopKResult;
import dev.chorus.core.protocol.Topics;
import dev.chorus.core.topk.TopK;
import dev.chorus.core.window.WindowOptions;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An aggregator without a network, on one thread: takes deliveries and collects publications. */
abstract class IntakeBench {

    static final Duration DEADLINE = Duration.ofSeconds(1);
    static final byte[] ID = "42".getBytes(StandardCharsets.UTF_8);
    static final MessageProperties NAMED = MessageProperties.EMPTY.withCorrelationData(ID);
    static final byte[] PICTURE = {1, 2, 3};

    final Topics topics = new Topics(Topics.DEFAULT_ROOT, FAMILY);
    final Counters counters = new Counters();
    final EventCounters events = new EventCounters(counters);
    final RecordingLink link = new RecordingLink();
    final List<String> removed = new ArrayList<>();
    final MemoryBudget memory;
    final FamilyFuser fuser;
    final Intake intake;
    int company;
    int outdated;
    boolean room = true;

    IntakeBench() {
        this("agg");
    }

    /** @param self the instance id in answers */
    IntakeBench(String self) {
        this(self, 10, MemoryBudget.ofHeap());
    }

    /**
     * @param self the instance that answers name
     * @param maxWindows open at a time
     */
    IntakeBench(String self, int maxWindows, MemoryBudget memory) {
        this.memory = memory;
        fuser = new FamilyFuser(
                self,
                FAMILY,
                new WindowOptions(new ScaledSum(), 1, false, maxWindows, 5, 3),
                InstancePolicy.DEFAULT,
                new Outcomes(new AnswerPublisher(link, topics, events), this::fused, events),
                events,
                new StatusCleaner((kind, id) -> removed.add(topics.status(kind, id))),
                () -> {},
                () -> company++,
                () -> {},
                () -> outdated++,
                memory);
        intake = new Intake(self, topics, fuser, this::own, events, memory);
        intake.configure(DEADLINE, ReplyTopics.DEFAULT);
    }

    private void fused(FusedResult result) {
        fuser.fused(result);
    }

    boolean own(Runnable task) {
        if (room) {
            task.run();
        }
        return room;
    }

    static Delivery delivery(String topic, byte[] payload, MessageProperties properties) {
        return new Delivery(topic, payload, 1, false, false, properties, System.nanoTime());
    }

    void status(Status status) {
        status(status.id(), StatusJson.encode(status));
    }

    void status(String instance, byte[] payload) {
        intake.status(delivery(topics.status(Status.Kind.VARIANT, instance), payload, MessageProperties.EMPTY));
    }

    void peer(String instance) {
        Status status = new Status(
                Status.Kind.AGGREGATOR, instance, State.ONLINE, null, FAMILY, null, null, Map.of(), null, List.of());
        intake.peer(delivery(
                topics.status(Status.Kind.AGGREGATOR, instance), StatusJson.encode(status), MessageProperties.EMPTY));
    }

    void request(MessageProperties properties) {
        intake.request(delivery(topics.request(), PICTURE, properties));
    }

    void answer(String variant, LabelSet labelSet, TopK topK) {
        answer(ID, variant, labelSet, topK);
    }

    void answer(byte[] name, String variant, LabelSet labelSet, TopK topK) {
        RequestId id = RequestId.of(name, PICTURE);
        frame(
                variant,
                TopKFrame.encode(TopKResult.answer(id, labelSet.fingerprint(), Duration.ofMillis(5), DEADLINE, topK)));
    }

    void frame(String variant, byte[] payload) {
        intake.topK(delivery(topics.topK(variant), payload, MessageProperties.EMPTY));
    }

    static TopK topK(int classIndex, float score) {
        return TopK.of(new int[] {classIndex}, new float[] {score});
    }

    FusedResult published(int index) throws MalformedPayloadException {
        return FusedResultJson.decode(link.published.get(index).payload());
    }

    void atTheDeadline() {
        fuser.runDue(System.nanoTime() + DEADLINE.toNanos());
    }
}
