package dev.chorus.kura.standin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;

/** A cloud publisher that keeps what it is given, or refuses everything. Its connection never changes. Thread-safe. */
public final class StandinCloudPublisher implements CloudPublisher {

    private final List<KuraMessage> messages = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    @Override
    public String publish(KuraMessage message) throws KuraException {
        if (refusing) {
            throw new KuraException(KuraErrorCode.INTERNAL_ERROR, "there is no cloud connection");
        }
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
