package dev.chorus.mqtt.internal.paho;

import dev.chorus.core.concurrent.SerialExecutor;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.internal.BrokerConnection;
import dev.chorus.mqtt.internal.ConnectionEvents;
import dev.chorus.mqtt.internal.ConnectionFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The connections of one link, each a Paho client of its own; their threads are this link's. */
public final class PahoConnections implements ConnectionFactory {

    private static final long AFTER_CUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LinkSettings settings;
    private final SerialExecutor clock;
    private final NamedThreads threads;
    private final AtomicBoolean willWaits = new AtomicBoolean();
    /** Those that may have threads; of the link thread, and of the closing one once that no longer creates any. */
    private final Set<PahoConnection> uncut = ConcurrentHashMap.newKeySet();

    /**
     * @param clock what wakes the keep-alive
     */
    public PahoConnections(LinkSettings settings, SerialExecutor clock) {
        this.settings = settings;
        this.clock = clock;
        this.threads = new NamedThreads("chorus-mqtt-client " + settings.clientId());
    }

    @Override
    public BrokerConnection create(ConnectionEvents events) {
        PahoConnection connection = new PahoConnection(settings, threads, clock, events, willWaits);
        uncut.removeIf(PahoConnection::isCut);
        uncut.add(connection);
        return connection;
    }

    @Override
    public void close(long deadlineNanos) {
        if (!threads.awaitEnd(deadlineNanos)) {
            uncut.forEach(PahoConnection::cut);
            threads.awaitEnd(System.nanoTime() + AFTER_CUT_NANOS);
        }
    }
}
