package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told how a cloud connection is. */
@ConsumerType
public interface CloudConnectionListener {

    /** The connection was ended in good order. */
    void onDisconnected();

    /** The connection broke. */
    void onConnectionLost();

    /** The connection stands. */
    void onConnectionEstablished();
}
