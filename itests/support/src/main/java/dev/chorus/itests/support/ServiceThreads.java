package dev.chorus.itests.support;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The threads of Chorus services in this JVM, known by their names. */
public final class ServiceThreads {

    private ServiceThreads() {}

    /** Their names, sorted; without those of the {@link TestClient}. */
    public static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("chorus") && !name.contains(TestClient.ID))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** Waits until there are none. */
    public static void awaitNone() {
        Await.value(() -> "no thread, there are " + names(), () -> Optional.of(names())
                .filter(List::isEmpty));
    }
}
