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
 * One configured aggregator: its status and whether it fuses. A misconfigured instance fuses nothing and, if its
 * place is known, stays connected to report the mistake. Belongs to the supervisor's thread; its status is read on
 * others.
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
    /** The previous place; null before the instance has left one. */
    private Place previous;

    /**
     * Creates an idle instance.
     *
     * @param software version in the status
     * @param cloudSink takes results, if configured
     * @param counters counters of the component, which may have had other instances before
     * @param failures receives exceptions of the instance's own tasks, and supplies the latest for the status
     * @param closing whether the component is ending, so that nothing may start
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

    /** Applies settings. Another place needs another connection; all other changes keep link and open windows. */
    void apply(Settings settings) {
        mistake = settings.problem();
        boolean leaving = connection != null && needsToLeave(settings.place());
        if (mistake != null) {
            LOG.error("Invalid configuration, idle until corrected: {}", mistake);
        }
        if (leaving) {
            boolean comesBack =
                    settings.place().map(connection.place()::sharesSessionWith).orElse(true);
            // Removed when nothing can publish it again.
            Cleanup.runAll(
                    () -> stopFusing(comesBack),
                    discovery::remove,
                    () -> leave(mistake == null ? State.STOPPED : State.MISCONFIGURED, comesBack));
        } else if (mistake != null) {
            stopFusing(false);
        }
        if (closing.getAsBoolean()) {
            // Reading the settings or ending the connection took long. Another instance may have the same client id
            // by now.
            return;
        }
        if (connection == null && settings.place().isPresent()) {
            connect(settings, settings.place().get());
        } else if (connection != null) {
            fuse(settings);
            connection.changed();
        }
    }

    /** An instance without a family stays at its known place to report that. */
    private boolean needsToLeave(Optional<Place> next) {
        Place present = connection.place();
        return next.map(place -> !place.equals(present)
                        && (!place.topics().isFamilyUnknown()
                                || present.topics().isFamilyUnknown()))
                .orElse(true);
    }

    private void connect(Settings settings, Place place) {
        boolean resumes = previous == null || place.sharesSessionWith(previous);
        connection = new AggregatorConnection(place, resumes, () -> status(place), this::connected, failures);
        MqttLink link = connection.link();
        discovery = new Discovery(() -> discoverable(place), link::publish);
        try {
            fuse(settings);
        } finally {
            // Connects even if fusing fails, so that the status can report it.
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

    /** Called on the family's thread. */
    private void changed() {
        statusChanged();
        if (connection != null) {
            discovery.changed();
        }
    }

    /** Publishes the changed status soon; thread-safe. */
    void statusChanged() {
        AggregatorConnection present = connection;
        if (present != null) {
            present.changed();
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

    /** Called on a thread of the link. */
    private void connected() {
        Aggregator fusing = aggregator;
        if (fusing != null) {
            // On the family's thread: the link's thread must not wait while that computes a change.
            fusing.connected(discovery::connected);
        }
    }

    /** @param comesBack whether the next run of this instance resumes the session at the broker */
    private void stopFusing(boolean comesBack) {
        Aggregator fusing = aggregator;
        if (fusing != null) {
            Cleanup.runAll(comesBack ? fusing::suspend : fusing::close, () -> aggregator = null);
        }
    }

    private void leave(State last, boolean comesBack) {
        previous = connection.place();
        Cleanup.runAll(
                () -> stopFusing(comesBack),
                () -> connection.close(farewell(previous, last), comesBack),
                () -> connection = null);
    }

    /** Ends everything that was started, within a bounded time. */
    void end() {
        Cleanup.runAll(
                () -> {
                    if (connection != null) {
                        leave(State.STOPPED, true);
                    }
                },
                cloud::close);
    }

    /** Returns the current status; thread-safe. */
    private Status status(Place place) {
        String wrong = mistake;
        if (wrong != null) {
            return status(place, State.MISCONFIGURED, wrong, Overview.EMPTY);
        }
        Aggregator fusing = aggregator;
        Overview overview = fusing == null ? Overview.EMPTY : fusing.overview();
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

    /** Returns the farewell, without the members. */
    private Status farewell(Place place, State state) {
        return status(place, state, state == State.MISCONFIGURED ? mistake : null, Overview.EMPTY);
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
        AggregatorConnection present = connection;
        if (present != null) {
            numbers.putAll(present.counters());
        }
        return numbers;
    }
}
