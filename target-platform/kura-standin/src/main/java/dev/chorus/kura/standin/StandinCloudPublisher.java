package dev.chorus.kura.standin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;

/**
 * A cloud publisher that keeps what it is given, refuses everything, or has the bounded store of a real cloud connection. Its
 * connection never changes. Thread-safe.
 */
public final class StandinCloudPublisher implements CloudPublisher {

    private final List<KuraMessage> messages = new CopyOnWriteArrayList<>();
    private final StandinDataStore store;
    private final LongSupplier seconds;
    private volatile boolean refusing;

    /** A publisher whose store never fills. */
    public StandinCloudPublisher() {
        this(new StandinDataStore(Integer.MAX_VALUE), () -> 0);
    }

    /**
     * A publisher of a connection with a store.
     *
     * @param seconds the time, from any origin
     */
    public StandinCloudPublisher(StandinDataStore store, LongSupplier seconds) {
        this.store = store;
        this.seconds = seconds;
    }

    @Override
    public String publish(KuraMessage message) throws KuraException {
        if (refusing) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, "there is no cloud connection");
        }
        store.store(seconds.getAsLong());
        messages.add(message);
        return null;
    }

    /** What was published, in that order. */
    public List<KuraMessage> messages() {
        return List.copyOf(messages);
    }

    /** Refuses everything from now on, or no more. */
    public void refuse(boolean everything) {
        refusing = everything;
    }

    @Override
    public void registerCloudConnectionListener(CloudConnectionListener listener) {
        // There will be nothing to tell.
    }

    @Override
    public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
        // There was nothing to tell.
    }

    @Override
    public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
        // There will be nothing to tell: messages have no names.
    }

    @Override
    public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
        // There was nothing to tell.
    }
}
