package dev.chorus.mqtt.service;

import javax.net.ssl.SSLSocketFactory;

/**
 * How a link makes its TLS connections.
 *
 * @param origin what it was made of; of two that are equal the connections are alike, so none has to be made anew
 * @param sockets makes the sockets
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
