package dev.chorus.mqtt.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of links that were created after this object. */
public final class LinkThreads {

    private static final int LOOKS = 200;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    private LinkThreads() {}

    /** Ignores the present threads. */
    public static LinkThreads before() {
        return new LinkThreads();
    }

    /** Waits until none is left. */
    public void awaitEnd() {
        Await.until(() -> "no thread, there are " + names(), () -> names().isEmpty());
    }

    private List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("MQTT") || name.contains("chorus-mqtt"))
                .toList();
    }

    /**
     * Waits until a link's connection is blocked in writing because its peer does not read: seen writing, and nothing
     * else, for a while.
     */
    public void awaitBlockedWriter() {
        AtomicInteger looks = new AtomicInteger();
        Await.until("a blocked writer", () -> looks.updateAndGet(seen -> isWriting() ? seen + 1 : 0) >= LOOKS);
    }

    private boolean isWriting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> !before.contains(entry.getKey()))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getMethodName().equals("implWrite"));
    }
}
