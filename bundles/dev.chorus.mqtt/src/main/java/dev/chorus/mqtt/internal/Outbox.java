package dev.chorus.mqtt.internal;

import dev.chorus.mqtt.api.Publication;
import dev.chorus.mqtt.api.PublishException;
import dev.chorus.mqtt.api.PublishException.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Holds the publications that are not acknowledged: those in flight on the current connection, and behind them those
 * that wait. Bounded in number and bytes; above the limit the oldest waiting message of the topic with most of them
 * is dropped. When the connection breaks, a publication in flight returns to the head if it is of QoS 1; of QoS 0 it
 * is dropped, since it may have arrived. A publication that requires a subscriber and found none is set aside until
 * it is offered again, and so are publications to a topic that is held.
 *
 * <p>Thread-safe. Futures are completed outside the lock, on the thread that causes it.
 */
final class Outbox {

    private final int capacity;
    private final long capacityBytes;
    private final LinkCounters counters;
    private final LongSupplier clock;

    private final FairQueue waiting = new FairQueue();
    private final Set<OutboundMessage> inFlight = new LinkedHashSet<>();
    private final Set<OutboundMessage> setAside = new LinkedHashSet<>();
    private final Set<String> held = new HashSet<>();
    private long bytes;
    private boolean closed;

    Outbox(int capacity, long capacityBytes, LinkCounters counters, LongSupplier clock) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.counters = counters;
        this.clock = clock;
    }

    /** Adds a publication; for its possible failures see {@link dev.chorus.mqtt.api.MqttLink#publish}. */
    OutboundMessage add(Publication publication, boolean untilHeard) {
        OutboundMessage outbound = OutboundMessage.of(publication, clock.getAsLong(), untilHeard);
        List<OutboundMessage> dropped = new ArrayList<>();
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                waiting.addLast(outbound);
                bytes += outbound.bytes();
                while (isOverLimit() && !(setAside.isEmpty() && waiting.isEmpty())) {
                    dropped.add(remove(takeOldest()));
                }
            }
        }
        if (refused) {
            return new OutboundMessage(
                    publication,
                    outbound.bytes(),
                    refuse(publication),
                    outbound.acceptedNanos(),
                    untilHeard,
                    outbound.mayHaveArrived());
        }
        counters.published.increment();
        dropped.forEach(
                oldest -> fail(oldest, Reason.DROPPED, "the buffer is full and this was the oldest message in it"));
        return outbound;
    }

    /** Returns the result of publishing on a closed link. */
    static CompletableFuture<Void> refuse(Publication publication) {
        return CompletableFuture.failedFuture(failure(publication, Reason.CLOSED, "the link is closed"));
    }

    private boolean isOverLimit() {
        return waiting.size() + setAside.size() + inFlight.size() > capacity || bytes > capacityBytes;
    }

    /**
     * Messages set aside were offered before those that wait; of these, the oldest of the topic with most of them.
     */
    private OutboundMessage takeOldest() {
        if (setAside.isEmpty()) {
            return waiting.pollOfLongest();
        }
        OutboundMessage oldest = setAside.iterator().next();
        setAside.remove(oldest);
        return oldest;
    }

    private OutboundMessage remove(OutboundMessage outbound) {
        bytes -= outbound.bytes();
        return outbound;
    }

    /**
     * Returns the next message to send, now in flight; null if none waits or the window is full.
     *
     * @param window maximum number of messages in flight
     */
    OutboundMessage next(int window) {
        List<OutboundMessage> expired = new ArrayList<>();
        OutboundMessage next;
        synchronized (this) {
            next = inFlight.size() < window ? waiting.poll() : null;
            while (next != null && !isSendable(next, expired)) {
                next = waiting.poll();
            }
            if (next != null) {
                inFlight.add(next);
            }
        }
        expired.forEach(this::failExpired);
        return next;
    }

    private boolean isSendable(OutboundMessage outbound, List<OutboundMessage> expired) {
        if (outbound.expired(clock.getAsLong())) {
            expired.add(remove(outbound));
            return false;
        }
        if (held.contains(outbound.publication().topic())) {
            setAside.add(outbound);
            return false;
        }
        return true;
    }

    /** Sets messages to a topic aside from now on. */
    synchronized void hold(String topic) {
        held.add(topic);
    }

    /** Stops setting messages to a topic aside: they precede all others, in their order. */
    synchronized void release(String topic) {
        if (held.remove(topic)) {
            List<OutboundMessage> heldBack = setAside.stream()
                    .filter(outbound -> outbound.publication().topic().equals(topic))
                    .toList();
            for (int i = heldBack.size() - 1; i >= 0; i--) {
                setAside.remove(heldBack.get(i));
                waiting.addFirst(heldBack.get(i));
            }
        }
    }

    /** Releases all held topics. */
    synchronized void release() {
        List.copyOf(held).forEach(this::release);
    }

    /** Completes a message that the broker has acknowledged. */
    void delivered(OutboundMessage outbound) {
        if (removeInFlight(outbound) && outbound.outcome().complete(null)) {
            counters.delivered.increment();
        }
    }

    /**
     * Handles an acknowledgement without subscriber: the message is set aside until {@link #offerAgain}, or completed
     * if its publisher requires no subscriber.
     */
    void unheard(OutboundMessage outbound) {
        counters.unheard.increment();
        synchronized (this) {
            if (outbound.untilHeard() && !outbound.outcome().isDone() && inFlight.remove(outbound)) {
                setAside.add(outbound);
                return;
            }
        }
        delivered(outbound);
    }

    /** Queues a message that was set aside behind the others. */
    synchronized void offerAgain(OutboundMessage outbound) {
        if (setAside.remove(outbound)) {
            waiting.addLast(outbound);
        }
    }

    /** Fails a message that the broker rejected. */
    void refused(OutboundMessage outbound, String problem) {
        if (removeInFlight(outbound)) {
            fail(outbound, Reason.REFUSED, problem);
        }
    }

    private synchronized boolean removeInFlight(OutboundMessage outbound) {
        if (!inFlight.remove(outbound)) {
            return false;
        }
        remove(outbound);
        return true;
    }

    /** Handles the loss of the connection: messages in flight did not arrive, or it is unknown. */
    void connectionLost() {
        List<OutboundMessage> givenUp = new ArrayList<>();
        synchronized (this) {
            List<OutboundMessage> again = new ArrayList<>();
            for (OutboundMessage outbound : inFlight) {
                if (outbound.publication().qos() == 0) {
                    givenUp.add(remove(outbound));
                } else if (outbound.outcome().isDone()) {
                    remove(outbound);
                } else {
                    outbound.mayHaveArrived().set(true);
                    again.add(0, outbound);
                }
            }
            inFlight.clear();
            again.forEach(waiting::addFirst);
        }
        givenUp.forEach(
                outbound -> fail(outbound, Reason.DROPPED, "the connection broke while the message was being written"));
    }

    /** Fails a message that has expired. In flight it keeps its place in the window. */
    void expire(OutboundMessage outbound) {
        boolean wasSetAside;
        synchronized (this) {
            wasSetAside = setAside.remove(outbound);
            if (wasSetAside || waiting.remove(outbound)) {
                remove(outbound);
            }
        }
        if (wasSetAside) {
            fail(outbound, Reason.EXPIRED, "it expired before there was a subscriber");
        } else {
            failExpired(outbound);
        }
    }

    private void failExpired(OutboundMessage outbound) {
        fail(outbound, Reason.EXPIRED, "it expired before the broker acknowledged it");
    }

    /** Fails all messages, and every one that is added later. */
    void close() {
        List<OutboundMessage> abandoned;
        synchronized (this) {
            closed = true;
            abandoned = new ArrayList<>(inFlight);
            abandoned.addAll(setAside);
            abandoned.addAll(waiting.clear());
            inFlight.clear();
            setAside.clear();
            bytes = 0;
        }
        abandoned.forEach(
                outbound -> fail(outbound, Reason.CLOSED, "the link was closed before the broker acknowledged it"));
    }

    private void fail(OutboundMessage outbound, Reason reason, String problem) {
        if (outbound.outcome().completeExceptionally(failure(outbound.publication(), reason, problem))) {
            counters.failed(reason).increment();
        }
    }

    private static PublishException failure(Publication publication, Reason reason, String problem) {
        return new PublishException(reason, "Not published to " + publication.topic() + ": " + problem);
    }
}
