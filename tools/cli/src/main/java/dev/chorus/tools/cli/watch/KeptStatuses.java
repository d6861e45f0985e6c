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
 * Tracks the retained statuses of one instance, in any family and of any kind, and removes them. Thread-safe.
 */
public final class KeptStatuses {

    private final String root;
    private final String filter;
    private final Map<String, Optional<State>> states = new TreeMap<>();
    private final Map<String, Boolean> alive = new HashMap<>();

    /**
     * @param root topic root of all families
     * @param instance {@code ID} or {@code FAMILY/KIND/ID}
     */
    public KeptStatuses(String root, String instance) {
        this.root = root;
        String[] parts = instance.split("/", -1);
        this.filter = root + "/"
                + (parts.length == 1 ? "+/status/+/" + instance : parts[0] + "/status/" + parts[1] + "/" + parts[2]);
    }

    /** Returns whether a text names an instance. */
    public static boolean isInstance(String text) {
        return text.matches("([A-Za-z0-9_.-]{1,64}/(variant|aggregator|requester)/)?[A-Za-z0-9_.-]{1,64}");
    }

    /** Subscribes to the statuses; the retained ones arrive first. */
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

    /** Returns the state; empty if the payload is not a status. */
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

    /** Returns {@code FAMILY/KIND/ID} of each retained status, sorted. */
    public synchronized List<String> names() {
        return new ArrayList<>(states.keySet());
    }

    /** Returns the last published state of an instance; empty if the payload was not a status. */
    public synchronized Optional<State> state(String name) {
        return states.getOrDefault(name, Optional.empty());
    }

    /** Returns whether an instance may be alive: its last status is not final. */
    public boolean mayLive(String name) {
        return state(name).filter(state -> !isEnded(state)).isPresent();
    }

    /**
     * Waits for a sign of life: a new status that is not final.
     *
     * @return false if none arrives in time
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

    /** Removes the retained status of an instance. */
    public CompletableFuture<Void> remove(MqttLink link, String name) {
        String[] parts = name.split("/");
        return link.publish(Publication.removal(root + "/" + parts[0] + "/status/" + parts[1] + "/" + parts[2]));
    }
}
