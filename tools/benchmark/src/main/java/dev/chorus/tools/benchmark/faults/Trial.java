package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.Variant;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.tools.benchmark.rig.BrokerKind;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.broker.Broker;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Plays one scenario: gateways of their own, a steady stream of pictures, and the fault in its middle. */
final class Trial {

    private static final int RATE_PER_SECOND = 20;
    private static final int CALM_SECONDS = 2;
    private static final int PAGE_BYTES = 4096;

    private final ClonePackages built;
    private final Path scratch;
    private final Subject subject;
    private final BrokerKind brokers;

    Trial(ClonePackages built, Path scratch, Subject subject, BrokerKind brokers) {
        this.built = built;
        this.scratch = scratch;
        this.subject = subject;
        this.brokers = brokers;
    }

    /** @param time that the fault takes, about */
    Outcome of(Scenario scenario, Duration time) throws IOException, InterruptedException {
        Family family = subject.family();
        List<String> variants = family.variants().stream().map(Variant::id).toList();
        List<String> aggregators = new ArrayList<>(List.of(Rig.AGGREGATOR));
        for (int number = 2; number <= scenario.aggregators(); number++) {
            aggregators.add(Rig.AGGREGATOR + number);
        }
        Path folder = Files.createTempDirectory(scratch, scenario.name());
        Path store = scenario.keepsStore() ? folder.resolve("broker") : null;
        Broker broker = brokers.start(scenario.keepsProperties(), store);
        try (BadPath badPath = new BadPath(broker.port());
                Rig rig = new Rig(
                        built,
                        folder,
                        family.name(),
                        broker,
                        scenario.allOnBadPath() ? badPath.url() : broker.url(),
                        scenario.environment(folder));
                Doubles doubles = new Doubles(rig.client("doubles"), rig.topics())) {
            Fleet fleet = new Fleet(rig, variants, aggregators, badPath, scenario.variantsOnBadPaths());
            fleet.start();
            Stream.run(rig.requester(), subject.album(), RATE_PER_SECOND, CALM_SECONDS);
            Map<String, List<Long>> memory = memory(fleet, new LinkedHashMap<>());
            long doublesBefore = doubles.beyondTheFirst();
            Stream stream = new Stream(rig.requester(), subject.album(), RATE_PER_SECOND);
            try (stream) {
                TimeUnit.SECONDS.sleep(CALM_SECONDS);
                scenario.inject(fleet, time);
                TimeUnit.SECONDS.sleep(CALM_SECONDS);
            }
            memory(fleet, memory);
            // Without properties a request is known by its picture, and the same picture asked again is another
            // request.
            long twice = scenario.keepsProperties() ? doubles.beyondTheFirst() - doublesBefore : 0;
            return outcome(scenario, stream.all(), twice, memory, rig.counters(), fleet.crashed());
        }
    }

    private static Map<String, List<Long>> memory(Fleet fleet, Map<String, List<Long>> before) throws IOException {
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

    private Outcome outcome(
            Scenario scenario,
            List<Stream.Asked> asked,
            long doubles,
            Map<String, List<Long>> memory,
            Map<String, Map<String, Long>> counters,
            List<String> crashed)
            throws IOException, InterruptedException {
        Family family = subject.family();
        List<String> survivors =
                scenario.survivors(family.variants().stream().map(Variant::id).toList());
        Prediction prediction = survivors.isEmpty() ? null : Prediction.of(subject, survivors, asked);
        long notSent = asked.stream().filter(one -> isNotSent(one.problem())).count();
        long lost = asked.stream()
                .filter(one -> one.reply() == null && !isNotSent(one.problem()))
                .count();
        List<FusedResult> answers = Stream.results(asked);
        long wrong = answers.stream().filter(result -> !isOf(family, result)).count();
        Histogram latencies = Stream.latencies(asked);
        boolean kept = wrong == 0
                && doubles == 0
                && crashed.isEmpty()
                && (lost == 0 || !scenario.losesNothing())
                && (prediction == null || prediction.holds());
        return new Outcome(
                scenario.name(),
                scenario.description(),
                asked.size() - notSent,
                answers.size(),
                answers.stream().filter(FusedResult::degraded).count(),
                asked.size() - notSent - lost - answers.size(),
                lost,
                notSent,
                wrong,
                doubles,
                asked.stream().filter(this::isRight).count(),
                prediction,
                answers.isEmpty() ? 0 : latencies.getValueAtPercentile(50) / 1e3,
                answers.isEmpty() ? 0 : latencies.getValueAtPercentile(99) / 1e3,
                memory,
                counters,
                crashed,
                kept);
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

    private static boolean isNotSent(Throwable problem) {
        return problem instanceof PublishException
                || problem instanceof CompletionException && problem.getCause() instanceof PublishException;
    }

    private static boolean isOf(Family family, FusedResult result) {
        return result.family().equals(family.name())
                && result.contributors().stream()
                        .allMatch(variant -> family.variant(variant).isPresent())
                && result.labels().stream()
                        .allMatch(label ->
                                family.labelSet().label(label.classIndex()).equals(label.label()));
    }
}
