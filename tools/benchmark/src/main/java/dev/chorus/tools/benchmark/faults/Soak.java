package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Variant;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.tools.benchmark.rig.BrokerKind;
import dev.chorus.tools.benchmark.rig.BrokerReach;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.benchmark.rig.Stream;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.LoopbackKey;
import dev.chorus.tools.gateway.ClonePackages;
import dev.chorus.tools.packaging.LaterModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Rounds of what gateways go through in days: many pictures, rubbish, duplicates, broken connections, more pictures than can be
 * taken, changes of configuration, updates of models. After each round, and a moment of calm, everything is looked at.
 */
final class Soak {

    private static final int RATE_PER_SECOND = 40;
    private static final Duration TROUBLE = Duration.ofSeconds(5);
    private static final int CALM_SECONDS = 12;
    private static final int WARM_UP_ROUNDS = 3;

    private final ClonePackages built;
    private final Path scratch;
    private final FamilyUnderTest subject;
    private final BrokerKind brokers;
    private final Optional<LoopbackKey> key;
    private final Consumer<String> progress;

    /** @param key of TLS, by which all reach the broker; empty: without */
    Soak(
            ClonePackages built,
            Path scratch,
            FamilyUnderTest subject,
            BrokerKind brokers,
            Optional<LoopbackKey> key,
            Consumer<String> progress) {
        this.built = built;
        this.scratch = scratch;
        this.subject = subject;
        this.brokers = brokers;
        this.key = key;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param rounds how many were played, without those of the warm-up
     * @param requests what became of the steady stream of requests
     * @param crashed gateways whose process has ended
     * @param openWindows that the aggregator had in the end
     * @param courses of the gateways
     */
    record Findings(int rounds, RequestCounts requests, List<String> crashed, long openWindows, List<Course> courses) {

        /** Whether no promise about requests was broken, and all gateways are as before. */
        boolean isGood() {
            return requests.brokenPromises().isEmpty()
                    && crashed.isEmpty()
                    && openWindows == 0
                    && courses.stream().allMatch(Course::isFlat);
        }
    }

    /** Plays rounds until the time is over, at least two after the warm-up. */
    Findings of(Duration time) throws IOException, InterruptedException {
        List<String> variants =
                subject.family().variants().stream().map(Variant::id).toList();
        Broker broker = brokers.start(true, null, key);
        BrokerReach direct = BrokerReach.of(broker, key);
        try (FaultyProxy path = new FaultyProxy(direct.url());
                Rig rig = new Rig(built, scratch, subject.family().name(), broker, direct.by(path.url()), Map.of());
                MqttLink listener = MqttLink.create(rig.client("answers"), any -> {})) {
            AnswerCounts answers = new AnswerCounts();
            listener.subscribe(rig.topics().result(), 1, answers::accept);
            listener.start();
            ScenarioGateways fleet = new ScenarioGateways(rig, variants, List.of(Rig.AGGREGATOR), path, 0);
            fleet.start();
            Map<String, List<Vitals>> vitals = new LinkedHashMap<>();
            List<Stream.Asked> asked = new ArrayList<>();
            long until = System.nanoTime() + time.toNanos();
            int rounds = 0;
            for (int number = 1; rounds < 2 || System.nanoTime() - until < 0; number++) {
                asked.addAll(round(fleet, number));
                if (number >= WARM_UP_ROUNDS) {
                    rounds += vitals.isEmpty() ? 0 : 1;
                    take(fleet, vitals);
                }
                progress.accept("round " + number + (vitals.isEmpty() ? " (warm-up)" : "") + ", " + asked.size()
                        + " pictures, " + Math.max(0, TimeUnit.NANOSECONDS.toMinutes(until - System.nanoTime()))
                        + " min left");
            }
            return new Findings(
                    rounds,
                    RequestCounts.of(subject.family(), asked, answers.beyondTheFirst(fleet.idsWith(asked))),
                    fleet.crashed(),
                    rig.counters().get(Rig.AGGREGATOR).getOrDefault("openWindows", 0L),
                    vitals.entrySet().stream()
                            .map(entry -> new Course(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    private List<Stream.Asked> round(ScenarioGateways fleet, int number) throws IOException, InterruptedException {
        Stream stream = new Stream(fleet.rig().requester(), subject.album(), RATE_PER_SECOND);
        try (stream) {
            for (Scenario trouble : List.of(new Rubbish(), new Duplicates(), new CutConnections(), new Flood())) {
                trouble.inject(fleet, TROUBLE);
            }
            String variant = fleet.variants().get(number % fleet.variants().size());
            fleet.update(variant, Map.of("topk.json", number % 2 == 0));
            Path later = LaterModel.write(subject.folder(), variant, "1." + number + ".0", scratch);
            fleet.install(variant, later);
            fleet.awaitWhole();
        }
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        return stream.all();
    }

    private static void take(ScenarioGateways fleet, Map<String, List<Vitals>> vitals)
            throws IOException, InterruptedException {
        for (Map.Entry<String, Long> process : fleet.processIds().entrySet()) {
            vitals.computeIfAbsent(process.getKey(), name -> new ArrayList<>()).add(Vitals.of(process.getValue()));
        }
    }
}
