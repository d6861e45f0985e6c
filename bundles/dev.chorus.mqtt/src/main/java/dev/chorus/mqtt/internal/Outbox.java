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
 * The publications that are not acknowledged: those in flight on the present connection, and behind them those that wait.
 * Bounded in number and in bytes; beyond that the oldest is dropped of those that wait for the topic with most of them. A publication in flight when the
 * connection breaks goes back to the head if it is of QoS 1; of QoS 0 it is given up, since it may have arrived. One that is
 * to be heard and found nobody rests aside until it is offered once more, and so does what is for a topic that is held.
 *
 * <p>Safe for use by several threads. Futures are completed outside the lock, on the thread that causes it.
 */
final class Outbox {

    private final int capacity;
    private final long capacityBytes;
    private final LinkCounters counters;
    private final LongSupplier clock;

    private final FairQueue waiting = new FairQueue();
    private final Set<OutboundMessage> inFlight = new LinkedHashSet<>();
    private final Set<OutboundMessage> resting = new LinkedHashSet<>();
    private final Set<String> held = new HashSet<>();
    private long bytes;
    private boolean closed;

    Outbox(int capacity, long capacityBytes, LinkCounters counters, LongSupplier clock) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
        this.counters = counters;
        this.clock = clock;
    }

    /** Takes a publication; what it fails with if it does is in {@link dev.chorus.mqtt.api.MqttLink#publish}. */
    OutboundMessage add(Publication publication, boolean untilHeard) {
        OutboundMessage outbound = OutboundMessage.of(publication, clock.getAsLong(), untilHeard);
        List<OutboundMessage> dropped = new ArrayList<>();
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                waiting.addLast(outbound);
                bytes += outbound.bytes();
                while (overfull() && !(resting.isEmpty() && waiting.isEmpty())) {
                    dropped.add(remove(eldest()));
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
        dropped.forEach(oldest -> fail(oldest, Reason.DROPPED, "the buffer is full and this was the oldest in it"));
        return outbound;
    }

    /** What publishing on a closed link gives. */
    static CompletableFuture<Void> refuse(Publication publication) {
        return CompletableFuture.failedFuture(failure(publication, Reason.CLOSED, "the link is closed"));
    }

    private boolean overfull() {
        return waiting.size() + resting.size() + inFlight.size() > capacity || bytes > capacityBytes;
    }

    /** What rests was offered before what waits; of that, the oldest of the topic that most is waiting for. */
    private OutboundMessage eldest() {
        if (resting.isEmpty()) {
            return waiting.pollOfTheLongest();
        }
        OutboundMessage eldest = resting.iterator().next();
        resting.remove(eldest);
        return eldest;
    }

    private OutboundMessage remove(OutboundMessage outbound) {
        bytes -= outbound.bytes();
        return outbound;
    }

    /**
     * The next one to send, now in flight; null if none waits or the window is full.
     *
     * @param window how many may be in flight
     */
    OutboundMessage next(int window) {
        List<OutboundMessage> expired = new ArrayList<>();
        OutboundMessage next;
        synchronized (this) {
            next = inFlight.size() < window ? waiting.poll() : null;
            while (next != null && !goes(next, expired)) {
                next = waiting.poll();
            }
            if (next != null) {
                inFlight.add(next);
            }
        }
        expired.forEach(this::failExpired);
        return next;
    }

    private boolean goes(OutboundMessage outbound, List<OutboundMessage> expired) {
        if (outbound.expired(clock.getAsLong())) {
            expired.add(remove(outbound));
            return false;
        }
        if (held.contains(outbound.publication().topic())) {
            resting.add(outbound);
            return false;
        }
        return true;
    }

    /** What is for that topic rests from now on. */
    synchronized void hold(String topic) {
        held.add(topic);
    }

    /** What is for that topic rests no longer: it goes before all others, in its order. */
    synchronized void flow(String topic) {
        if (held.remove(topic)) {
            List<OutboundMessage> rested = resting.stream()
                    .filter(outbound -> outbound.publication().topic().equals(topic))
                    .toList();
            for (int i = rested.size() - 1; i >= 0; i--) {
                resting.remove(rested.get(i));
                waiting.addFirst(rested.get(i));
            }
        }
    }

    /** Nothing is held any longer. */
    synchronized void flow() {
        List.copyOf(held).forEach(this::flow);
    }

    /** The broker has it. */
    void delivered(OutboundMessage outbound) {
        if (land(outbound) && outbound.outcome().complete(null)) {
            counters.delivered.increment();
        }
    }

    /** The broker has it, and nobody to pass it on to: it rests until {@link #offerAgain}, or its publisher is content with that. */
    void unheard(OutboundMessage outbound) {
        counters.unheard.increment();
        synchronized (this) {
            if (outbound.untilHeard() && !outbound.outcome().isDone() && inFlight.remove(outbound)) {
                resting.add(outbound);
                return;
            }
        }
        delivered(outbound);
    }

    /** Somebody may have come: what rested waits behind the others. */
    synchronized void offerAgain(OutboundMessage outbound) {
        if (resting.remove(outbound)) {
            waiting.addLast(outbound);
        }
    }

    /** The broker does not want it. */
    void refused(OutboundMessage outbound, String problem) {
        if (land(outbound)) {
            fail(outbound, Reason.REFUSED, problem);
        }
    }

    private synchronized boolean land(OutboundMessage outbound) {
        if (!inFlight.remove(outbound)) {
            return false;
        }
        remove(outbound);
        return true;
    }

    /** What is in flight did not arrive, or nobody knows. */
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
        givenUp.forEach(outbound -> fail(outbound, Reason.DROPPED, "the connection broke while it was being written"));
    }

    /** Fails a publication that is of no use any more. In flight it keeps its place in the window. */
    void expire(OutboundMessage outbound) {
        boolean unheard;
        synchronized (this) {
            unheard = resting.remove(outbound);
            if (unheard || waiting.remove(outbound)) {
                remove(outbound);
            }
        }
        if (unheard) {
            fail(outbound, Reason.EXPIRED, "its expiry passed before anybody was there to hear it");
        } else {
            failExpired(outbound);
        }
    }

    private void failExpired(OutboundMessage outbound) {
        fail(outbound, Reason.EXPIRED, "its expiry passed before the broker had it");
    }

    /** Fails everything, and from now on whatever is added. */
    void close() {
        List<OutboundMessage> abandoned;
        synchronized (this) {
            closed = true;
            abandoned = new ArrayList<>(inFlight);
            abandoned.addAll(resting);
            abandoned.addAll(waiting.clear());
            inFlight.clear();
            resting.clear();
            bytes = 0;
        }
        abandoned.forEach(outbound -> fail(outbound, Reason.CLOSED, "the link was closed before the broker had it"));
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
