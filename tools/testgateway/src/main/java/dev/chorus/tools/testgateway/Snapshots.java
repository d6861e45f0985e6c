package dev.chorus.tools.testgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The snapshots of a gateway's configuration: ten, of which the first is kept. Thread-safe. */
final class Snapshots {

    private static final int KEPT = 10;
    private static final long FIRST_ID = 1_796_000_000_000L;

    private final ComponentStore components;
    private final List<Snapshot> kept = new ArrayList<>();
    private long lastId = FIRST_ID;

    private record Snapshot(long id, Runnable rollback) {}

    Snapshots(ComponentStore components) {
        this.components = components;
        kept.add(new Snapshot(0, components.rollback()));
    }

    /** Takes one and returns its id. */
    synchronized long take() {
        if (kept.size() == KEPT) {
            kept.remove(1);
        }
        kept.add(new Snapshot(++lastId, components.rollback()));
        return lastId;
    }

    /** As {@code GET snapshots} has it. */
    synchronized JsonObject list() {
        JsonArray ids = new JsonArray();
        kept.forEach(snapshot -> ids.add(snapshot.id()));
        return ComponentStore.object("ids", ids);
    }

    synchronized boolean has(long id) {
        return find(id).isPresent();
    }

    private Optional<Snapshot> find(long id) {
        return kept.stream().filter(snapshot -> snapshot.id() == id).findFirst();
    }

    /** Goes back to one, and takes one. */
    synchronized void rollback(long id) {
        find(id).ifPresent(snapshot -> snapshot.rollback().run());
        take();
    }

    /** Goes back to the one before the newest; returns its id. */
    synchronized long rollback() {
        long id = kept.get(Math.max(0, kept.size() - 2)).id();
        rollback(id);
        return id;
    }
}
