package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.LabelSet;
import dev.chorus.core.protocol.Status.Kind;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.MessageProperties;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import dev.chorus.tools.benchmark.code.WorstMessages;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Peers send the dearest messages that the protocol allows, and larger ones, to gateways with a heap of 128 MB. The memory that
 * aggregators keep of peers is bounded, so their heaps grow by no more than that.
 */
final class HostilePeers implements Scenario {

    private static final long PERIOD_MILLIS = 250;
    private static final int FRAMES_A_PERIOD = 10;
    private static final int LABEL_SETS = 12;
    private static final int SAMPLES = 16;

    /** A quarter of the heap, see {@link dev.chorus.core.peer.MemoryBudget#ofHeap}. */
    private static final long BUDGET_KIBIBYTES = 32 << 10;

    private final List<Vitals> vitals = new ArrayList<>();
    private long sent;

    @Override
    public String name() {
        return "hostile-peers";
    }

    @Override
    public String description() {
        return "peers send the dearest statuses, results, frames and requests that are allowed, and larger ones;"
                + " heaps of 128 MB";
    }

    /** Alone, an aggregator does not listen to results. */
    @Override
    public int aggregators() {
        return 2;
    }

    @Override
    public Map<String, String> environment(Path folder) {
        return Map.of("JAVA_TOOL_OPTIONS", "-Xmx128m");
    }

    @Override
    public void inject(ScenarioGateways fleet, Duration time) throws IOException, InterruptedException {
        vitals.clear();
        sent = 0;
        long aggregator = fleet.processIds().get(Rig.AGGREGATOR);
        Topics topics = fleet.rig().topics();
        List<LabelSet> labelSets = IntStream.range(0, LABEL_SETS)
                .mapToObj(WorstMessages::manyLabels)
                .toList();
        try (MqttLink link = MqttLink.create(fleet.rig().client("hostile"), any -> {})) {
            link.start();
            long began = System.nanoTime();
            for (int period = 0; System.nanoTime() - began < time.toNanos(); period++) {
                if (System.nanoTime() - began >= time.toNanos() * vitals.size() / SAMPLES) {
                    vitals.add(Vitals.of(aggregator));
                }
                send(link, messages(topics, labelSets, fleet.variants().get(0), period));
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
            vitals.add(Vitals.of(aggregator));
        }
    }

    private void send(MqttLink link, List<Publication> messages) {
        messages.forEach(link::publish);
        sent += messages.size();
    }

    private static List<Publication> messages(Topics topics, List<LabelSet> labelSets, String variant, int period) {
        String family = topics.family();
        List<Publication> messages = new ArrayList<>();
        switch (period % 4) {
            case 0 -> {
                // Not at work: what a hostile variant does to answers is another matter.
                String id = "h" + period / 4 % 300;
                messages.add(Publication.atLeastOnce(
                        topics.status(Kind.VARIANT, id),
                        WorstMessages.status(
                                family, id, State.MISCONFIGURED, labelSets.get(period / 4 % labelSets.size()))));
            }
            case 1 -> {
                String id = "h" + period / 4 % 300;
                messages.add(Publication.atLeastOnce(
                        topics.status(Kind.AGGREGATOR, id),
                        WorstMessages.aggregatorStatus(family, id, State.MISCONFIGURED)));
            }
            case 2 -> messages.add(Publication.atLeastOnce(
                    topics.result(), WorstMessages.result(family, Rig.AGGREGATOR + 2, id(period))));
            default -> messages.add(Publication.atLeastOnce(topics.status(Kind.AGGREGATOR, "h"), oversized(period)));
        }
        for (int frame = 0; frame < FRAMES_A_PERIOD; frame++) {
            messages.add(Publication.atLeastOnce(
                    topics.topK(variant),
                    WorstMessages.frame(labelSets.get(0), period * FRAMES_A_PERIOD + frame, Duration.ofSeconds(60))));
        }
        byte[] data = ByteBuffer.allocate(30_000).putInt(period).array();
        messages.add(Publication.atLeastOnce(topics.request(), new byte[] {1})
                .with(MessageProperties.EMPTY
                        .withCorrelationData(data)
                        .withResponseTopic(topics.root() + "/" + family + "/reply/hostile" + period % 100)));
        return messages;
    }

    private static byte[] id(int period) {
        return ByteBuffer.allocate(16).putInt(12, period).array();
    }

    /** By turns 190,000 members and 30,000 counters, as filled heaps and took half a minute. */
    private static byte[] oversized(int period) {
        boolean members = period / 4 % 2 == 0;
        String body = members
                ? IntStream.range(0, 190_000)
                        .mapToObj(number -> "{\"id\":\"i\",\"variant\":\"v\",\"state\":\"x\"}")
                        .collect(Collectors.joining(",", "\"members\":[", "]"))
                : IntStream.range(0, 30_000)
                        .mapToObj(number -> "\"c" + number + "\":1")
                        .collect(Collectors.joining(",", "\"counters\":{", "}"));
        return ("{\"kind\":\"aggregator\",\"id\":\"h\",\"state\":\"online\"," + body + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The heap may grow by what is kept of peers, and by nothing that goes on growing. */
    @Override
    public List<String> brokenPromises() {
        long before = vitals.get(0).heapKibibytes();
        long after = vitals.get(vitals.size() - 1).heapKibibytes();
        return after - before <= BUDGET_KIBIBYTES
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "the heap of %s must grow by at most %d KiB, grew by %d",
                        Rig.AGGREGATOR,
                        BUDGET_KIBIBYTES,
                        after - before));
    }

    @Override
    public List<String> notes() {
        return List.of(String.format(
                Locale.ROOT,
                "%d hostile messages; heap of %s after garbage collection: %s MiB",
                sent,
                Rig.AGGREGATOR,
                vitals.stream()
                        .map(one -> String.valueOf(one.heapKibibytes() >> 10))
                        .collect(Collectors.joining(", "))));
    }
}
