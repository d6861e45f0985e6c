package dev.chorus.tools.cli.watch;

import dev.chorus.core.protocol.MalformedPayloadException;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.core.protocol.StatusJson;
import dev.chorus.mqtt.api.Delivery;
import dev.chorus.mqtt.api.MqttLink;
import dev.chorus.mqtt.api.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The statuses that a broker keeps of one instance, in whatever families and of whatever kinds, and their removal. Safe for any
 * thread.
 */
public final class KeptStatuses {

    private final String root;
    private final String filter;
    private final Map<String, Optional<State>> states = new TreeMap<>();
    private final Map<String, Boolean> alive = new HashMap<>();

    /**
     * @param root what the topics of all families begin with
     * @param instance {@code ID} or {@code FAMILY/KIND/ID}
     */
    public KeptStatuses(String root, String instance) {
        this.root = root;
        String[] parts = instance.split("/", -1);
        this.filter = root + "/"
                + (parts.length == 1 ? "+/status/+/" + instance : parts[0] + "/status/" + parts[1] + "/" + parts[2]);
    }

    /** Whether a text names an instance. */
    public static boolean isInstance(String text) {
        return text.matches("([A-Za-z0-9_.-]{1,64}/(variant|aggregator|requester)/)?[A-Za-z0-9_.-]{1,64}");
    }

    /** Receives the statuses from now on; first those that the broker keeps. */
    public void listen(MqttLink link) {
        link.subscribe(filter, 1, this::received);
    }

    private synchronized void received(Delivery delivery) {
        String name = name(delivery.topic());
        if (delivery.payload().length == 0) {
            states.remove(name);
        } else {
            Optional<State> state = state(delivery.payload());
            states.put(name, state);
            alive.put(
                    name,
                    !delivery.retained() && state.filter(KeptStatuses::isEnded).isEmpty());
        }
        notifyAll();
    }

    /** Empty where something else than a status is kept. */
    private static Optional<State> state(byte[] payload) {
        try {
            return Optional.of(StatusJson.decode(payload).state());
        } catch (MalformedPayloadException e) {
            return Optional.empty();
        }
    }

    private static boolean isEnded(State state) {
        return state == State.STOPPED || state == State.OFFLINE;
    }

    private String name(String topic) {
        return topic.substring(root.length() + 1).replaceFirst("/status/", "/");
    }

    /** What is kept: {@code FAMILY/KIND/ID} of each, sorted. */
    public synchronized List<String> names() {
        return new ArrayList<>(states.keySet());
    }

    /** The state that an instance last published; empty where that is no status. */
    public synchronized Optional<State> state(String name) {
        return states.getOrDefault(name, Optional.empty());
    }

    /** Whether an instance may be alive by what is known: its status does not say that it ended. */
    public boolean mayLive(String name) {
        return state(name).filter(state -> !isEnded(state)).isPresent();
    }

    /**
     * Waits for a sign of life: a status that is published now, and does not say that the instance ended.
     *
     * @return false if there is none within the time
     */
    public synchronized boolean awaitLife(String name, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!alive.getOrDefault(name, false) && mayLive(name)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return alive.getOrDefault(name, false);
    }

    /** Removes the status of an instance at the broker. */
    public CompletableFuture<Void> remove(MqttLink link, String name) {
        String[] parts = name.split("/");
        return link.publish(Publication.removal(root + "/" + parts[0] + "/status/" + parts[1] + "/" + parts[2]));
    }
}
