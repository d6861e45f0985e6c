package dev.chorus.web.internal.watch;

import dev.chorus.core.protocol.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The last status of each instance of a kind; bounded. Safe for any thread. */
final class Roll {

    private static final int MOST = 512;

    private final Map<String, Status> last = new TreeMap<>();

    /** Keeps a status; a will, which says no more than that somebody is gone, keeps what was known of him. */
    synchronized boolean put(Status status) {
        Status before = last.get(status.id());
        if (before == null && last.size() == MOST) {
            return false;
        }
        boolean knowsNothing = status.variant() != null && status.variant().labelSet() == null;
        last.put(
                status.id(),
                before != null && knowsNothing && before.variant() != null
                        ? new Status(
                                status.kind(),
                                status.id(),
                                status.state(),
                                status.problem(),
                                status.family(),
                                status.familyVersion() == null ? before.familyVersion() : status.familyVersion(),
                                status.software(),
                                status.counters().isEmpty() ? before.counters() : status.counters(),
                                before.variant(),
                                status.members())
                        : status);
        return true;
    }

    synchronized void remove(String id) {
        last.remove(id);
    }

    synchronized List<Status> all() {
        return List.copyOf(last.values());
    }

    synchronized Optional<Status> of(String id) {
        return Optional.ofNullable(last.get(id));
    }

    synchronized void clear() {
        last.clear();
    }
}
