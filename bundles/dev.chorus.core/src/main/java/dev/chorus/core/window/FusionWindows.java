package dev.chorus.core.window;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * All fusion windows of one family. A window opens with the first that is known of a request, be it the request itself or
 * a result, and closes when every awaited variant has spoken, when its first label is proved, or at its deadline
 * (design, "The aggregator").
 *
 * <p>Not thread-safe: one thread owns it and makes all calls, with a time that never runs backwards.
 */
public final class FusionWindows {

    /** A window closes a little before its deadline, so that the answer still arrives in time. */
    private static final Duration MAX_RESERVE = Duration.ofMillis(50);

    private final String aggregator;
    private final WindowListener listener;
    private final Map<RequestId, FusionWindow> open = new LinkedHashMap<>();
    private final PriorityQueue<FusionWindow> byDeadline =
            new PriorityQueue<>((one, other) -> Long.signum(one.deadlineNanos() - other.deadlineNanos()));
    private final ClosedRequests closed = new ClosedRequests();
    private final UnaskedAnswers unasked = new UnaskedAnswers();
    private WindowOptions options;
    private Roster roster;
    private Fingerprint fingerprint;

    /**
     * Without any window.
     *
     * @param aggregator the instance that results name
     * @param family the name that results carry while no variant is known
     * @param listener gets every outcome
     */
    public FusionWindows(String aggregator, String family, WindowOptions options, WindowListener listener) {
        this.aggregator = aggregator;
        this.roster = Roster.empty(family);
        this.options = options;
        this.listener = listener;
    }

    /** Other options from now on; open windows keep their {@link FusionStrategy} and deadline. */
    public void setOptions(WindowOptions newOptions, long nowNanos) {
        options = newOptions;
        closeWhatCanClose(nowNanos);
        evictBeyondLimit(nowNanos);
    }

    /** Another roster from now on; windows that waited only for variants now gone close. */
    public void setRoster(Roster newRoster, long nowNanos) {
        roster = newRoster;
        fingerprint = newRoster.labelSet() == null ? null : newRoster.labelSet().fingerprint();
        closeWhatCanClose(nowNanos);
    }

    /**
     * A request was seen.
     *
     * @param deadline how long its answer may take from now, above 0
     * @param replyTo who wants the answer, or null
     */
    public void request(RequestId id, Duration deadline, ReplyTo replyTo, long nowNanos) {
        FusionWindow window = open.get(id);
        if (window == null) {
            Optional<FusedResult> overtaken = unasked.take(id, nowNanos);
            if (overtaken.isPresent()) {
                if (replyTo != null) {
                    listener.askedAfterwards(overtaken.get(), replyTo);
                }
                return;
            }
            if (closed.holds(id, nowNanos)) {
                if (!id.isDerived()) {
                    listener.happened(WindowEvent.DUPLICATE_REQUEST);
                    return;
                }
                closed.forget(id);
            }
            window = open(id, deadline.toNanos(), nowNanos);
        }
        window.ask(replyTo);
        evictBeyondLimit(nowNanos);
    }

    /** A variant has spoken; results that may not count are told to the event callback and change nothing. */
    public void result(String variant, TopKResult result, long nowNanos) {
        if (!isOfRoster(variant, result)) {
            listener.happened(WindowEvent.FOREIGN_RESULT);
            return;
        }
        Optional<FusionWindow> found = windowFor(result, nowNanos);
        if (found.isEmpty()) {
            return;
        }
        FusionWindow window = found.get();
        if (window.hasSpoken(variant)) {
            listener.happened(WindowEvent.DUPLICATE_RESULT);
        } else if (!window.accepts(roster.labelSet())) {
            listener.happened(WindowEvent.FOREIGN_RESULT);
        } else if (result.isRefusal()) {
            window.refuse(variant, result.refusal());
        } else {
            window.add(variant, result.topK(), roster.weights().get(variant), roster.labelSet());
        }
        window.closable(roster, options).ifPresent(reason -> close(window, reason, nowNanos));
        evictBeyondLimit(nowNanos);
    }

    private boolean isOfRoster(String variant, TopKResult result) {
        return roster.weights().containsKey(variant)
                && result.fingerprint().equals(fingerprint)
                && (result.isRefusal() || result.topK().fits(roster.labelSet().size()));
    }

    private Optional<FusionWindow> windowFor(TopKResult result, long nowNanos) {
        FusionWindow window = open.get(result.id());
        if (window != null) {
            return Optional.of(window);
        }
        // Only a request can ask again: a result may be the copy that a broken connection made its sender repeat.
        if (closed.holds(result.id(), nowNanos)) {
            listener.happened(WindowEvent.LATE_RESULT);
            return Optional.empty();
        }
        long left = result.deadline().minus(result.age()).toNanos();
        if (left <= 0) {
            listener.happened(WindowEvent.STALE_RESULT);
            return Optional.empty();
        }
        return Optional.of(open(result.id(), left, nowNanos));
    }

    /** Closes the windows whose deadline has come. */
    public void expire(long nowNanos) {
        while (!byDeadline.isEmpty() && byDeadline.peek().deadlineNanos() - nowNanos <= 0) {
            close(byDeadline.peek(), CloseReason.DEADLINE, nowNanos);
        }
    }

    /** When {@link #expire} has something to do next, in the time that all calls use; empty without open windows. */
    public OptionalLong nextDeadline() {
        return byDeadline.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byDeadline.peek().deadlineNanos());
    }

    /** How many windows are open. */
    public int openWindows() {
        return open.size();
    }

    /** Closes every open window with what it has, as its deadline would. */
    public void closeAll(long nowNanos) {
        while (!byDeadline.isEmpty()) {
            close(byDeadline.peek(), CloseReason.DEADLINE, nowNanos);
        }
    }

    private FusionWindow open(RequestId id, long leftNanos, long nowNanos) {
        long reserve = Math.min(MAX_RESERVE.toNanos(), leftNanos / 10);
        FusionWindow window =
                new FusionWindow(id, options.strategy().begin(), nowNanos, nowNanos + leftNanos - reserve);
        open.put(id, window);
        byDeadline.add(window);
        return window;
    }

    private void evictBeyondLimit(long nowNanos) {
        while (open.size() > options.maxOpen()) {
            listener.happened(WindowEvent.EVICTED_WINDOW);
            close(open.values().iterator().next(), CloseReason.DEADLINE, nowNanos);
        }
    }

    private void closeWhatCanClose(long nowNanos) {
        for (FusionWindow window : new ArrayList<>(open.values())) {
            window.closable(roster, options).ifPresent(reason -> close(window, reason, nowNanos));
        }
    }

    private void close(FusionWindow window, CloseReason reason, long nowNanos) {
        open.remove(window.id());
        byDeadline.remove(window);
        closed.remember(window.id(), nowNanos);
        FusedResult result = window.close(reason, roster, options, nowNanos, aggregator);
        if (!window.isAsked()) {
            unasked.keep(result, nowNanos);
        }
        listener.closed(new ClosedWindow(result, window.replies()));
    }
}
