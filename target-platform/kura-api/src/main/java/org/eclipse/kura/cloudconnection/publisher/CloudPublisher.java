package org.eclipse.kura.cloudconnection.publisher;

import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ProviderType;

/** Publishes to a cloud platform as an operator configured it: to which topic, how reliably. */
@ProviderType
public interface CloudPublisher {

    /**
     * Publishes, or keeps the message until it can.
     *
     * @return names the message in what a {@link CloudDeliveryListener} is told; null where nothing will be told (QoS 0)
     * @throws KuraException if the message is not taken
     */
    String publish(KuraMessage message) throws KuraException;

    /** Tells a listener of the connection from now on. */
    void registerCloudConnectionListener(CloudConnectionListener listener);

    /** Tells a listener of the connection no more. */
    void unregisterCloudConnectionListener(CloudConnectionListener listener);

    /** Tells a listener of deliveries from now on. */
    void registerCloudDeliveryListener(CloudDeliveryListener listener);

    /** Tells a listener of deliveries no more. */
    void unregisterCloudDeliveryListener(CloudDeliveryListener listener);
}
