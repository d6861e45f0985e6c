package dev.chorus.variant.internal.request;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Holds waiting requests by requester. Requesters take turns, so that one with many requests does not delay the
 * others. Not thread-safe; bounded by its user.
 */
final class RequesterTurns {

    /** The requester whose turn is next is first; no list is empty. In each list the oldest is first. */
    private final Map<String, Deque<WaitingRequest>> byRequester = new LinkedHashMap<>();

    private int size;
    private long bytes;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the bytes of all pictures. */
    long bytes() {
        return bytes;
    }

    void add(WaitingRequest request) {
        byRequester
                .computeIfAbsent(request.requester(), any -> new ArrayDeque<>())
                .addLast(request);
        size++;
        bytes += request.payload().length;
    }

    /**
     * Removes the next request; there must be one.
     *
     * @param newest whether to remove the newest request of the requester instead of the oldest
     */
    WaitingRequest take(boolean newest) {
        String requester = byRequester.keySet().iterator().next();
        Deque<WaitingRequest> turn = byRequester.remove(requester);
        WaitingRequest next = removed(newest ? turn.removeLast() : turn.removeFirst());
        if (!turn.isEmpty()) {
            byRequester.put(requester, turn);
        }
        return next;
    }

    /**
     * Removes the oldest request of the requester that would have the most waiting if this one did too; there must be
     * one.
     */
    WaitingRequest removeOldestFor(WaitingRequest newcomer) {
        int own = waitingOf(newcomer.requester());
        String busiest = busiest();
        return remove(own > 0 && own + 1 >= waitingOf(busiest) ? newcomer.requester() : busiest, false);
    }

    /** Returns whether a requester has more waiting requests than the one of this request would have with it. */
    boolean hasLessThanItsShare(WaitingRequest newcomer) {
        return !isEmpty() && waitingOf(newcomer.requester()) + 1 < waitingOf(busiest());
    }

    /** Removes the newest request of the requester with the most waiting; there must be one. */
    WaitingRequest removeNewestOfBusiest() {
        return remove(busiest(), true);
    }

    private String busiest() {
        return byRequester.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private int waitingOf(String requester) {
        Deque<WaitingRequest> turn = byRequester.get(requester);
        return turn == null ? 0 : turn.size();
    }

    private WaitingRequest remove(String requester, boolean newest) {
        Deque<WaitingRequest> turn = byRequester.get(requester);
        WaitingRequest request = newest ? turn.removeLast() : turn.removeFirst();
        if (turn.isEmpty()) {
            byRequester.remove(requester);
        }
        return removed(request);
    }

    private WaitingRequest removed(WaitingRequest request) {
        size--;
        bytes -= request.payload().length;
        return request;
    }

    /** Removes all matching requests. */
    List<WaitingRequest> removeAll(Predicate<WaitingRequest> kind) {
        List<WaitingRequest> removed = new ArrayList<>();
        for (Iterator<Deque<WaitingRequest>> turns = byRequester.values().iterator(); turns.hasNext(); ) {
            Deque<WaitingRequest> turn = turns.next();
            turn.removeIf(request -> kind.test(request) && removed.add(removed(request)));
            if (turn.isEmpty()) {
                turns.remove();
            }
        }
        return removed;
    }
}
