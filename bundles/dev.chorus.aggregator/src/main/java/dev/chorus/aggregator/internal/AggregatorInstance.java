package dev.chorus.aggregator.internal;

import dev.chorus.aggregator.internal.Settings.Place;
import dev.chorus.core.metrics.Counters;
import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.window.Peers;
import dev.chorus.mqtt.api.MqttLink;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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
    private final Counters counters = new Counters();
    private final Tally tally = new Tally(counters);
    private final CloudFeed cloud;
    private volatile Presence presence;
    private volatile Aggregator aggregator;
    private volatile String mistake;
    private volatile Discovery discovery;
    private volatile Optional<String> homeAssistant = Optional.empty();

    /**
     * @param software the version that its status names
     * @param cloudSink takes results, where that is configured
     */
    AggregatorInstance(String software, CloudSink cloudSink) {
        this.software = software;
        this.cloud = new CloudFeed(cloudSink, tally);
    }

    /**
     * Becomes what the settings say. Another place takes another connection; anything else leaves link and open windows.
     *
     * @throws InterruptedException if the thread is interrupted while something ends
     */
    void apply(Settings settings) throws InterruptedException {
        mistake = settings.problem();
        if (mistake != null) {
            LOG.error("Misconfigured, not working until it is mended: {}", mistake);
            stopFusing();
        }
        if (presence != null && !settings.place().equals(Optional.of(presence.place()))) {
            discovery.takeBack();
            leave(mistake == null ? State.STOPPED : State.MISCONFIGURED);
        }
        if (presence == null && settings.place().isPresent()) {
            Place place = settings.place().get();
            presence = new Presence(place, () -> status(place), lastWord(place, State.OFFLINE), this::connected);
            MqttLink link = presence.link();
            discovery = new Discovery(() -> discoverable(place), link::publish);
            fuse(settings);
            presence.start();
        } else if (presence != null) {
            fuse(settings);
            presence.changed();
        }
    }

    private void fuse(Settings settings) throws InterruptedException {
        if (settings.problem() != null) {
            return;
        }
        cloud.configure(settings.cloud());
        if (aggregator == null) {
            Place place = presence.place();
            aggregator = new Aggregator(
                    presence.link(),
                    presence.answers(),
                    place.topics(),
                    place.link().clientId(),
                    settings,
                    cloud::offer,
                    tally,
                    this::changed);
        } else {
            aggregator.configure(settings);
        }
        homeAssistant = settings.homeAssistant();
        discovery.changed();
    }

    /** On the owner's thread. */
    private void changed() {
        Presence there = presence;
        if (there != null) {
            there.changed();
            discovery.changed();
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
            fusing.connected();
        }
        discovery.connected();
    }

    private void stopFusing() throws InterruptedException {
        if (aggregator != null) {
            aggregator.close();
            aggregator = null;
        }
    }

    private void leave(State last) throws InterruptedException {
        stopFusing();
        presence.close(lastWord(presence.place(), last));
        presence = null;
    }

    /**
     * Ends everything that was begun.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void end() throws InterruptedException {
        if (presence != null) {
            leave(State.STOPPED);
        }
        cloud.close();
    }

    /** How the instance is at this moment; for any thread. */
    private Status status(Place place) {
        String wrong = mistake;
        if (wrong != null) {
            return status(place, State.MISCONFIGURED, wrong, Overview.NOBODY);
        }
        Aggregator fusing = aggregator;
        Overview overview = fusing == null ? Overview.NOBODY : fusing.overview();
        String problem = Stream.of(muteness(), Optional.ofNullable(overview.problem()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return problem.isEmpty()
                ? status(place, State.ONLINE, null, overview)
                : status(place, State.DEGRADED, problem, overview);
    }

    private Optional<String> muteness() {
        return Optional.ofNullable(presence).flatMap(Presence::muteness).map(why -> "answers cannot be sent: " + why);
    }

    /** What is told for good: a will or a farewell. Who else was there is no longer its business. */
    private Status lastWord(Place place, State state) {
        return status(place, state, state == State.MISCONFIGURED ? mistake : null, Overview.NOBODY);
    }

    private Status status(Place place, State state, String problem, Overview overview) {
        return new Status(
                Status.Kind.AGGREGATOR,
                place.link().clientId(),
                state,
                problem,
                place.topics().family(),
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
            Peers peers = fusing.peers();
            numbers.put("peers", (long) peers.others().size());
            numbers.put("sharing", peers.sharing() ? 1L : 0L);
            numbers.put("openWindows", (long) fusing.openWindows());
        }
        Presence of = presence;
        if (of != null) {
            numbers.putAll(of.counters());
        }
        return numbers;
    }
}
