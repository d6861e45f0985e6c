package dev.chorus.aggregator.internal;

import dev.chorus.aggregator.internal.Settings.Place;
import dev.chorus.core.concurrent.Cleanup;
import dev.chorus.core.concurrent.InternalFailures;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.window.PeerSet;
import dev.chorus.mqtt.api.MqttLink;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured aggregator: what it tells of itself, and whether it fuses at the moment. A misconfigured instance fuses
 * nothing and, where its place is known, stays there to say why. Belongs to one thread, the supervisor's; its status is told
 * on others.
 */
final class AggregatorInstance {

    private static final Logger LOG = LoggerFactory.getLogger(AggregatorInstance.class);

    private final String software;
    private final Counters counters;
    private final InternalFailures failures;
    private final BooleanSupplier closing;
    private final PeerFaults faults;
    private final EventCounters events;
    private final CloudFeed cloud;
    private volatile AggregatorConnection connection;
    private volatile Aggregator aggregator;
    private volatile String mistake;
    private volatile Discovery discovery;
    private volatile Optional<String> homeAssistant = Optional.empty();
    /** Where the instance was before; null before it has left any place. */
    private Place left;

    /**
     * An instance that does nothing yet.
     *
     * @param software the version that its status names
     * @param cloudSink takes results, where that is configured
     * @param counters of the component, whose instance this may not be the first of
     * @param failures receives what the instance's own tasks throw, and names the latest for the status
     * @param closing whether the end was asked for, so that nothing may begin any more
     */
    AggregatorInstance(
            String software,
            CloudSink cloudSink,
            Counters counters,
            InternalFailures failures,
            BooleanSupplier closing) {
        this.software = software;
        this.counters = counters;
        this.failures = failures;
        this.closing = closing;
        this.faults = new PeerFaults(this::statusChanged, System::nanoTime);
        this.events = new EventCounters(counters, faults);
        this.cloud = new CloudFeed(cloudSink, events, this::statusChanged, failures);
    }

    /** Becomes what the settings say. Another place takes another connection; anything else leaves link and open windows. */
    void apply(Settings settings) {
        mistake = settings.problem();
        boolean leaving = connection != null && leaves(settings.place());
        if (mistake != null) {
            LOG.error("Invalid configuration, idle until corrected: {}", mistake);
        }
        if (leaving) {
            boolean comesBack =
                    settings.place().map(connection.place()::sharesSessionWith).orElse(true);
            // Taken back once nothing can publish it again.
            Cleanup.runAll(
                    () -> stopFusing(comesBack),
                    discovery::takeBack,
                    () -> leave(mistake == null ? State.STOPPED : State.MISCONFIGURED, comesBack));
        } else if (mistake != null) {
            stopFusing(false);
        }
        if (closing.getAsBoolean()) {
            // Reading the settings or ending the connection took long. Another instance may have the same client id by
            // now.
            return;
        }
        if (connection == null && settings.place().isPresent()) {
            connect(settings, settings.place().get());
        } else if (connection != null) {
            fuse(settings);
            connection.changed();
        }
    }

    /** An instance whose family is missing now stays where it is known, to say so. */
    private boolean leaves(Optional<Place> next) {
        Place present = connection.place();
        return next.map(place -> !place.equals(present)
                        && (!place.topics().isFamilyUnknown()
                                || present.topics().isFamilyUnknown()))
                .orElse(true);
    }

    private void connect(Settings settings, Place place) {
        boolean resumes = left == null || place.sharesSessionWith(left);
        connection = new AggregatorConnection(place, resumes, () -> status(place), this::connected, failures);
        MqttLink link = connection.link();
        discovery = new Discovery(() -> discoverable(place), link::publish);
        try {
            fuse(settings);
        } finally {
            // Connected even when fusing fails, so that the status can say so.
            connection.start();
        }
    }

    private void fuse(Settings settings) {
        if (settings.problem() != null) {
            return;
        }
        cloud.configure(settings.cloud());
        if (aggregator == null) {
            Place place = connection.place();
            aggregator = new Aggregator(
                    connection.link(),
                    connection.answers(),
                    place.topics(),
                    place.link().clientId(),
                    settings,
                    cloud::offer,
                    events,
                    failures,
                    this::changed);
            aggregator.start();
        } else {
            aggregator.configure(settings);
        }
        homeAssistant = settings.homeAssistant();
        discovery.changed();
    }

    /** On the family's thread. */
    private void changed() {
        statusChanged();
        if (connection != null) {
            discovery.changed();
        }
    }

    /** The status has another value; for any thread. */
    void statusChanged() {
        AggregatorConnection there = connection;
        if (there != null) {
            there.changed();
        }
    }

    private Optional<Map<String, String>> discoverable(Place place) {
        Aggregator fusing = aggregator;
        if (fusing == null) {
            return Optional.empty();
        }
        if (homeAssistant.isEmpty()) {
            return Optional.of(Map.of());
        }
        TreeSet<String> aggregators = new TreeSet<>(fusing.peers().others());
        aggregators.add(place.link().clientId());
        Overview overview = fusing.overview();
        return Optional.of(HomeAssistant.entities(
                homeAssistant.get(),
                place.topics(),
                aggregators,
                overview.members(),
                overview.familyVersion(),
                software));
    }

    /** On a thread of the link. */
    private void connected() {
        Aggregator fusing = aggregator;
        if (fusing != null) {
            // On the family's thread: the link's thread must not wait while it computes a change.
            fusing.connected(discovery::connected);
        }
    }

    /** @param comesBack whether the next life of this instance continues with what is left at the broker */
    private void stopFusing(boolean comesBack) {
        Aggregator fusing = aggregator;
        if (fusing != null) {
            Cleanup.runAll(comesBack ? fusing::suspend : fusing::close, () -> aggregator = null);
        }
    }

    private void leave(State last, boolean comesBack) {
        left = connection.place();
        Cleanup.runAll(
                () -> stopFusing(comesBack),
                () -> connection.close(lastWord(left, last), comesBack),
                () -> connection = null);
    }

    /** Ends everything that was begun, within a bounded time. */
    void end() {
        Cleanup.runAll(
                () -> {
                    if (connection != null) {
                        leave(State.STOPPED, true);
                    }
                },
                cloud::close);
    }

    /** How the instance is at this moment; for any thread. */
    private Status status(Place place) {
        String wrong = mistake;
        if (wrong != null) {
            return status(place, State.MISCONFIGURED, wrong, Overview.NOBODY);
        }
        Aggregator fusing = aggregator;
        Overview overview = fusing == null ? Overview.NOBODY : fusing.overview();
        String problem = Stream.of(
                        failures.problem(), answerProblem(), Optional.ofNullable(overview.problem()), cloud.problem())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return problem.isEmpty()
                ? status(place, State.ONLINE, faults.problem().orElse(null), overview)
                : status(
                        place,
                        State.DEGRADED,
                        problem + faults.problem().map(more -> "; " + more).orElse(""),
                        overview);
    }

    private Optional<String> answerProblem() {
        return Optional.ofNullable(connection)
                .flatMap(AggregatorConnection::answerProblem)
                .map(why -> "answers cannot be sent: " + why);
    }

    /** The farewell. Who else was there is no longer its business. */
    private Status lastWord(Place place, State state) {
        return status(place, state, state == State.MISCONFIGURED ? mistake : null, Overview.NOBODY);
    }

    private Status status(Place place, State state, String problem, Overview overview) {
        return new Status(
                Status.Kind.AGGREGATOR,
                place.link().clientId(),
                state,
                problem,
                place.topics().isFamilyUnknown() ? null : place.topics().family(),
                overview.familyVersion(),
                software,
                numbers(),
                null,
                overview.members(),
                overview.drift().orElse(null));
    }

    private Map<String, Long> numbers() {
        Map<String, Long> numbers = counters.snapshot();
        Aggregator fusing = aggregator;
        if (fusing != null) {
            PeerSet peers = fusing.peers();
            numbers.put("peers", (long) peers.others().size());
            numbers.put(PeerDirectory.SHARING, peers.sharing() ? 1L : 0L);
            numbers.put("openWindows", (long) fusing.openWindows());
            numbers.putAll(fusing.memory());
        }
        AggregatorConnection of = connection;
        if (of != null) {
            numbers.putAll(of.counters());
        }
        return numbers;
    }
}
