package dev.chorus.mqtt.service;

import javax.net.ssl.SSLSocketFactory;

/**
 * TLS of a link.
 *
 * @param origin what it was created from; equal origins mean equal connections, so no reconnect is needed
 * @param sockets creates the sockets
 */
public record LinkTls(Object origin, SSLSocketFactory sockets) {

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkTls that && origin.equals(that.origin);
    }

    @Override
    public int hashCode() {
        return origin.hashCode();
    }
}
