package dev.chorus.core.window;

import dev.chorus.core.peer.MemoryBudget;
import dev.chorus.core.protocol.RequestId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The open windows, by id, by requester and by due time. Belongs to the thread that owns its {@link FusionWindows}. */
final class OpenWindows {

    private static final Comparator<FusionWindow> BY_AGE = Comparator.comparingLong(FusionWindow::number);

    /** In order of opening. */
    private final Map<RequestId, FusionWindow> byId = new LinkedHashMap<>();

    private final Map<String, NavigableSet<FusionWindow>> byRequester = new HashMap<>();

    private final MemoryBudget.Share memory;

    OpenWindows(MemoryBudget.Share memory) {
        this.memory = memory;
    }

    private final NavigableSet<FusionWindow> byTime = new TreeSet<>((one, other) -> {
        int earlier = Long.signum(one.dueNanos() - other.dueNanos());
        return earlier != 0 ? earlier : BY_AGE.compare(one, other);
    });

    /** Null if there is none. */
    FusionWindow of(RequestId id) {
        return byId.get(id);
    }

    void add(FusionWindow window) {
        byId.put(window.id(), window);
        byTime.add(window);
        addToRequester(window);
        memory.add(window.growth());
    }

    /** Updates the memory used after something was added to a window. */
    void grew(FusionWindow window) {
        memory.add(window.growth());
    }

    /** Whether the windows exceed their memory budget; a single window never does. */
    boolean isOverBudget() {
        return byId.size() > 1 && memory.isOver();
    }

    /**
     * Records that a window's request was seen.
     *
     * @param replyTo where to send the answer, or null
     */
    void ask(FusionWindow window, ReplyTo replyTo) {
        removeFromRequester(window);
        window.ask(replyTo);
        addToRequester(window);
        memory.add(window.growth());
    }

    /** Changes the schedules of all windows, and with them the times at which they are due. */
    void reschedule(Consumer<AnswerSchedule> change) {
        for (FusionWindow window : all()) {
            byTime.remove(window);
            change.accept(window.schedule());
            byTime.add(window);
        }
    }

    void remove(FusionWindow window) {
        if (byId.remove(window.id()) != null) {
            memory.add(-window.bytes());
        }
        byTime.remove(window);
        removeFromRequester(window);
    }

    private void addToRequester(FusionWindow window) {
        byRequester
                .computeIfAbsent(window.requester(), any -> new TreeSet<>(BY_AGE))
                .add(window);
    }

    private void removeFromRequester(FusionWindow window) {
        byRequester.computeIfPresent(window.requester(), (any, windows) -> {
            windows.remove(window);
            return windows.isEmpty() ? null : windows;
        });
    }

    int size() {
        return byId.size();
    }

    /**
     * Returns the window to evict: the oldest one of the requester with the most windows, so that a flood takes no room
     * from other requesters. Windows whose requester is unknown count as those of one requester. There must be a
     * window.
     */
    FusionWindow oldestOfBusiestRequester() {
        return byRequester.values().stream()
                .max(Comparator.<NavigableSet<FusionWindow>>comparingInt(NavigableSet::size)
                        .thenComparing(NavigableSet::first, BY_AGE.reversed()))
                .orElseThrow()
                .first();
    }

    /** The window that is due first; null if none is open. */
    FusionWindow next() {
        return byTime.isEmpty() ? null : byTime.first();
    }

    /** A copy of all windows, oldest first. */
    List<FusionWindow> all() {
        return new ArrayList<>(byId.values());
    }
}
