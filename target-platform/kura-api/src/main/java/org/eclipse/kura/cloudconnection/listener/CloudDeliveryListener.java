package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what became of messages. */
@ConsumerType
public interface CloudDeliveryListener {

    /**
     * A message arrived.
     *
     * @param messageId what publishing it returned
     */
    void onMessageConfirmed(String messageId);
}
