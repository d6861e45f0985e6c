package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.benchmark.rig.BrokerKind;
import dev.chorus.tools.benchmark.rig.BrokerReach;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.LoopbackKey;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Plays one scenario: gateways of their own, a steady stream of pictures, and the fault in its middle. */
final class Trial {

    private static final int CALM_SECONDS = 2;
    private static final int PAGE_BYTES = 4096;

    private final ClonePackages built;
    private final Path scratch;
    private final FamilyUnderTest subject;
    private final BrokerKind brokers;
    private final Optional<LoopbackKey> key;
    private final int ratePerSecond;

    /**
     * @param key of TLS, by which all reach the broker; empty: without
     * @param ratePerSecond pictures of the steady stream
     */
    Trial(
            ClonePackages built,
            Path scratch,
            FamilyUnderTest subject,
            BrokerKind brokers,
            Optional<LoopbackKey> key,
            int ratePerSecond) {
        this.built = built;
        this.scratch = scratch;
        this.subject = subject;
        this.brokers = brokers;
        this.key = key;
        this.ratePerSecond = ratePerSecond;
    }

    /** @param time that the fault takes, about */
    ScenarioResult of(Scenario scenario, Duration time) throws IOException, InterruptedException {
        Family family = subject.family();
        List<String> variants = family.variants().stream().map(Variant::id).toList();
        List<String> aggregators = new ArrayList<>(List.of(Rig.AGGREGATOR));
        for (int number = 2; number <= scenario.aggregators(); number++) {
            aggregators.add(Rig.AGGREGATOR + number);
        }
        Path folder = Files.createTempDirectory(scratch, scenario.name());
        Path store = scenario.keepsStore() ? folder.resolve("broker") : null;
        Broker broker = brokers.start(scenario.keepsProperties(), store, key);
        BrokerReach direct = BrokerReach.of(broker, key);
        try (FaultyProxy faultyProxy = new FaultyProxy(direct.url());
                Rig rig = new Rig(
                        built,
                        folder,
                        family.name(),
                        broker,
                        scenario.allOnBadPath() ? direct.by(faultyProxy.url()) : direct,
                        scenario.environment(folder));
                MqttLink listener = MqttLink.create(rig.client("answers"), any -> {})) {
            AnswerCounts answers = new AnswerCounts();
            listener.subscribe(rig.topics().result(), 1, answers::accept);
            listener.start();
            ScenarioGateways fleet =
                    new ScenarioGateways(rig, variants, aggregators, faultyProxy, scenario.variantsOnBadPaths());
            fleet.start();
            Stream.run(rig.requester(), subject.album(), ratePerSecond, CALM_SECONDS);
            Map<String, List<Long>> memory = memory(fleet, new LinkedHashMap<>());
            Stream stream = new Stream(rig.requester(), subject.album(), ratePerSecond);
            try (stream) {
                TimeUnit.SECONDS.sleep(CALM_SECONDS);
                scenario.inject(fleet, time);
                TimeUnit.SECONDS.sleep(CALM_SECONDS);
            }
            memory(fleet, memory);
            List<Stream.Asked> asked = stream.all();
            return outcome(
                    scenario,
                    asked,
                    answers.beyondTheFirst(fleet.idsWith(asked)),
                    memory,
                    rig.counters(),
                    fleet.crashed());
        }
    }

    private static Map<String, List<Long>> memory(ScenarioGateways fleet, Map<String, List<Long>> before)
            throws IOException {
        for (Map.Entry<String, Long> process : fleet.processIds().entrySet()) {
            try {
                String pages = Files.readString(
                                Path.of("/proc", process.getValue().toString(), "statm"))
                        .split(" ")[1];
                before.computeIfAbsent(process.getKey(), name -> new ArrayList<>())
                        .add(Long.parseLong(pages) * PAGE_BYTES >> 20);
            } catch (NoSuchFileException e) {
                // It has crashed, which is told.
            }
        }
        return before;
    }

    private ScenarioResult outcome(
            Scenario scenario,
            List<Stream.Asked> asked,
            long doubled,
            Map<String, List<Long>> memory,
            Map<String, Map<String, Long>> counters,
            List<String> crashed)
            throws IOException, InterruptedException {
        Family family = subject.family();
        List<String> survivors =
                scenario.survivors(family.variants().stream().map(Variant::id).toList());
        Prediction prediction = survivors.isEmpty() ? null : Prediction.of(subject, survivors, asked);
        RequestCounts counts = RequestCounts.of(family, asked, doubled);
        Histogram latencies = Stream.latencies(asked);
        return new ScenarioResult(
                scenario.name(),
                scenario.description(),
                counts,
                asked.stream().filter(this::isRight).count(),
                prediction,
                counts.answered() == 0 ? 0 : latencies.getValueAtPercentile(50) / 1e3,
                counts.answered() == 0 ? 0 : latencies.getValueAtPercentile(99) / 1e3,
                memory,
                counters,
                crashed,
                scenario.notes(),
                scenario.brokenPromises());
    }

    private boolean isRight(Stream.Asked one) {
        return one.isAnswered()
                && one.reply()
                        .result()
                        .labels()
                        .get(0)
                        .label()
                        .equals(subject.album().labels().get(one.picture()));
    }
}
