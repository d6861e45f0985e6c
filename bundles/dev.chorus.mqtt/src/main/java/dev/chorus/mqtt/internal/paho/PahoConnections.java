package dev.chorus.mqtt.internal.paho;

import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.internal.BrokerConnection;
import dev.chorus.mqtt.internal.ConnectionEvents;
import dev.chorus.mqtt.internal.ConnectionFactory;
import dev.chorus.mqtt.internal.LinkThread;
import dev.chorus.mqtt.internal.NamedThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The connections of one link, each a Paho client of its own; their threads are this link's. */
public final class PahoConnections implements ConnectionFactory {

    private static final long AFTER_CUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LinkSettings settings;
    private final LinkThread clock;
    private final NamedThreads threads;
    private final AtomicBoolean willWaits = new AtomicBoolean();
    private volatile PahoConnection latest;

    /**
     * @param clock what wakes the keep-alive
     */
    public PahoConnections(LinkSettings settings, LinkThread clock) {
        this.settings = settings;
        this.clock = clock;
        this.threads = new NamedThreads("chorus-mqtt-client " + settings.clientId());
    }

    @Override
    public BrokerConnection create(ConnectionEvents events) {
        latest = new PahoConnection(settings, threads, clock, events, willWaits);
        return latest;
    }

    @Override
    public void close(long deadlineNanos) {
        if (!threads.awaitEnd(deadlineNanos)) {
            latest.cut();
            threads.awaitEnd(System.nanoTime() + AFTER_CUT_NANOS);
        }
    }
}
