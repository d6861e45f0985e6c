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

/** Creates the connections of one link, each with a Paho client of its own; manages their threads. */
public final class PahoConnections implements ConnectionFactory {

    private static final long AFTER_CUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LinkSettings settings;
    private final SerialExecutor clock;
    private final NamedThreads threads;
    private final AtomicBoolean willWaits = new AtomicBoolean();
    /**
     * Connections that may have threads; used by the link thread, and by the closing one once that no longer creates
     * any.
     */
    private final Set<PahoConnection> uncut = ConcurrentHashMap.newKeySet();

    /** @param clock runs the keep-alive timer */
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
