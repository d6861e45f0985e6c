package dev.chorus.core.window;

import dev.chorus.core.protocol.RequestId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The windows that are open, by id, age and the time at which they are due. Belongs to the thread that owns its {@link FusionWindows}. */
final class OpenWindows {

    /** In the order in which they were opened. */
    private final Map<RequestId, FusionWindow> byId = new LinkedHashMap<>();

    private final NavigableSet<FusionWindow> byTime = new TreeSet<>((one, other) -> {
        int earlier = Long.signum(one.dueNanos() - other.dueNanos());
        return earlier != 0 ? earlier : Long.signum(one.number() - other.number());
    });

    /** Null if there is none. */
    FusionWindow of(RequestId id) {
        return byId.get(id);
    }

    void add(FusionWindow window) {
        byId.put(window.id(), window);
        byTime.add(window);
    }

    void remove(FusionWindow window) {
        byId.remove(window.id());
        byTime.remove(window);
    }

    int size() {
        return byId.size();
    }

    /** The one that was opened first; there must be one. */
    FusionWindow eldest() {
        return byId.values().iterator().next();
    }

    /** The one that is due first; null if none is open. */
    FusionWindow next() {
        return byTime.isEmpty() ? null : byTime.first();
    }

    /** All as they are now, the eldest first. */
    List<FusionWindow> all() {
        return new ArrayList<>(byId.values());
    }
}
