package dev.chorus.core.window;

import dev.chorus.core.family.Fingerprint;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.protocol.FusedResult;
import dev.chorus.core.protocol.FusedResult.CloseReason;
import dev.chorus.core.protocol.RequestId;
import dev.chorus.core.protocol.TopKResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All fusion windows of one family. A window opens with the first that is known of a request, be it the request itself or
 * a result, and closes when every awaited variant has spoken, when its first label is proved, or at its deadline
 * (design, "The aggregator"). Where several aggregators serve the family, each opens all windows, and answers those whose
 * {@link Turn} is its own.
 *
 * <p>Not thread-safe: one thread owns it and makes all calls, with a time that never runs backwards.
 */
public final class FusionWindows {

    private static final int MAX_DEPARTED = 64;

    private final WindowListener listener;
    private final OpenWindows open = new OpenWindows();
    private final ClosedRequests closed = new ClosedRequests();
    private final UnaskedAnswers unasked = new UnaskedAnswers();
    private WindowOptions options;
    private Roster roster;
    private Fingerprint fingerprint;
    private Peers peers;
    /** Who has gone: what they have said may come after the news. */
    private final Set<String> departed = new LinkedHashSet<>();
    /** Until when answers of somebody who has gone may still come; empty: long ago. */
    private OptionalLong nextTurn = OptionalLong.empty();

    private long opened;

    /**
     * Without any window.
     *
     * @param aggregator the instance that results name
     * @param family the name that results carry while no variant is known
     * @param listener gets every outcome
     */
    public FusionWindows(String aggregator, String family, WindowOptions options, WindowListener listener) {
        this.peers = Peers.alone(aggregator);
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
     * Other aggregators are there from now on; what was to be answered by one that has gone falls to the next.
     *
     * @throws IllegalArgumentException if self is another
     */
    public void setPeers(Peers newPeers, long nowNanos) {
        if (!newPeers.self().equals(peers.self())) {
            throw new IllegalArgumentException("self is '" + newPeers.self() + "', allowed is '" + peers.self() + "'");
        }
        Set<String> gone = new HashSet<>(peers.others());
        gone.removeAll(newPeers.others());
        if (!gone.isEmpty()) {
            departed.addAll(gone);
            nextTurn = OptionalLong.of(nowNanos + Turn.GRACE.toNanos());
        }
        departed.removeAll(newPeers.others());
        while (departed.size() > MAX_DEPARTED) {
            departed.remove(departed.iterator().next());
        }
        peers = newPeers;
        open.all().forEach(window -> window.turn().setPeers(newPeers, nowNanos));
        closeWhatCanClose(nowNanos);
    }

    /**
     * A request was seen.
     *
     * @param deadline how long its answer may take from now, above 0
     * @param replyTo who wants the answer, or null
     */
    public void request(RequestId id, Duration deadline, ReplyTo replyTo, long nowNanos) {
        FusionWindow window = open.of(id);
        if (window == null) {
            Optional<FusedResult> overtaken = unasked.take(id, nowNanos);
            if (overtaken.isPresent()) {
                if (replyTo != null && isOurs(overtaken.get())) {
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

    /** Whether an answer is to be repeated by this aggregator: its own, and its share of those of aggregators that have gone. */
    private boolean isOurs(FusedResult answer) {
        return answer.aggregator().equals(peers.self())
                || !peers.others().contains(answer.aggregator())
                        && peers.order(answer.id()).get(0).equals(peers.self());
    }

    /** A variant has spoken; results that may not count are told to the listener and change nothing. */
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
        closeIfItCan(window, nowNanos);
        evictBeyondLimit(nowNanos);
    }

    private boolean isOfRoster(String variant, TopKResult result) {
        return roster.weights().containsKey(variant)
                && result.fingerprint().equals(fingerprint)
                && (result.isRefusal() || result.topK().fits(roster.labelSet().size()));
    }

    private Optional<FusionWindow> windowFor(TopKResult result, long nowNanos) {
        FusionWindow window = open.of(result.id());
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

    /** Another aggregator has answered a request: nothing is left to do for it. Of {@link Peers#others} only, or such as have gone. */
    public void answered(FusedResult result, long nowNanos) {
        if (!peers.others().contains(result.aggregator()) && !departed.contains(result.aggregator())) {
            listener.happened(WindowEvent.FOREIGN_ANSWER);
            return;
        }
        FusionWindow window = open.of(result.id());
        if (window != null) {
            open.remove(window);
        } else if (closed.holdsOwn(result.id(), nowNanos)) {
            listener.happened(WindowEvent.DOUBLE_ANSWER);
            return;
        }
        if (window == null ? !closed.holds(result.id(), nowNanos) : !window.isAsked()) {
            unasked.keep(result, nowNanos);
        }
        closed.remember(result.id(), false, nowNanos);
    }

    /** Closes the windows whose time has come. */
    public void expire(long nowNanos) {
        if (nextTurn.isPresent() && nextTurn.getAsLong() - nowNanos <= 0) {
            nextTurn = OptionalLong.empty();
            closeWhatCanClose(nowNanos);
        }
        for (FusionWindow next = open.next(); next != null && next.dueNanos() - nowNanos <= 0; next = open.next()) {
            close(next, nowNanos);
        }
    }

    /** When {@link #expire} has something to do next, in the time that all calls use; empty without open windows. */
    public OptionalLong nextDeadline() {
        FusionWindow next = open.next();
        if (next == null) {
            return OptionalLong.empty();
        }
        return nextTurn.isPresent() && nextTurn.getAsLong() - next.dueNanos() < 0
                ? nextTurn
                : OptionalLong.of(next.dueNanos());
    }

    /** How many windows are open. */
    public int openWindows() {
        return open.size();
    }

    /** Closes every open window with what it has, as its deadline would; leaves it to the others, if there are any. */
    public void closeAll(long nowNanos) {
        open.all().forEach(window -> {
            if (peers.others().isEmpty()) {
                close(window, nowNanos);
            } else {
                leave(window, nowNanos);
            }
        });
    }

    private FusionWindow open(RequestId id, long leftNanos, long nowNanos) {
        Turn turn = new Turn(peers, id, leftNanos, nowNanos);
        nextTurn.ifPresent(turn::notBefore);
        FusionWindow window = new FusionWindow(id, opened++, options.strategy().begin(), turn, nowNanos);
        open.add(window);
        return window;
    }

    private void evictBeyondLimit(long nowNanos) {
        while (open.size() > options.maxOpen()) {
            listener.happened(WindowEvent.EVICTED_WINDOW);
            FusionWindow eldest = open.eldest();
            if (eldest.turn().hasBegun(nowNanos)) {
                close(eldest, nowNanos);
            } else {
                leave(eldest, nowNanos);
            }
        }
    }

    private void closeWhatCanClose(long nowNanos) {
        open.all().forEach(window -> closeIfItCan(window, nowNanos));
    }

    private void closeIfItCan(FusionWindow window, long nowNanos) {
        if (window.turn().hasBegun(nowNanos) && window.closable(roster, options).isPresent()) {
            close(window, nowNanos);
        }
    }

    private void close(FusionWindow window, long nowNanos) {
        if (!peers.others().isEmpty() && !isToAnswer(window, nowNanos)) {
            listener.happened(WindowEvent.LEFT_WINDOW);
            leave(window, nowNanos);
            return;
        }
        open.remove(window);
        closed.remember(window.id(), true, nowNanos);
        CloseReason reason = window.closable(roster, options).orElse(CloseReason.DEADLINE);
        FusedResult result = window.close(reason, roster, options, nowNanos, peers.self());
        if (!window.isAsked()) {
            unasked.keep(result, nowNanos);
        }
        Duration valid =
                peers.others().isEmpty() ? null : Duration.ofNanos(window.turn().overNanos() - nowNanos);
        listener.closed(new ClosedWindow(result, window.replies(), valid));
    }

    /** A newcomer that sees results only may have missed the answer as it missed the request. */
    private static boolean isToAnswer(FusionWindow window, long nowNanos) {
        Turn turn = window.turn();
        return turn.overNanos() - nowNanos > 0 && (window.isAsked() || !turn.isNewcomers());
    }

    private void leave(FusionWindow window, long nowNanos) {
        open.remove(window);
        closed.remember(window.id(), false, nowNanos);
    }
}
