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
 * Waiting requests by requester: one requester's turn comes after the other's, so that one who floods does not take the place of
 * others. Not thread-safe; bounded by its user.
 */
final class RequesterTurns {

    /** Whose turn is next is first; none is empty. In each the oldest is first. */
    private final Map<String, Deque<WaitingRequest>> byRequester = new LinkedHashMap<>();

    private int size;
    private long bytes;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The bytes of all pictures together. */
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
     * Takes out the next request; there must be one.
     *
     * @param newest whether it is the newest of its requester, not the oldest
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

    /** Takes out the oldest request of the requester that would have most waiting if this one did too; there must be one. */
    WaitingRequest removeOldestFor(WaitingRequest newcomer) {
        int own = waitingOf(newcomer.requester());
        String busiest = busiest();
        return remove(own > 0 && own + 1 >= waitingOf(busiest) ? newcomer.requester() : busiest, false);
    }

    /** Whether some requester has more waiting than the one of this request would have with it. */
    boolean hasLessThanItsShare(WaitingRequest newcomer) {
        return !isEmpty() && waitingOf(newcomer.requester()) + 1 < waitingOf(busiest());
    }

    /** Takes out the newest request of the requester with most waiting; there must be one. */
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

    /** Takes out all requests of a kind. */
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
