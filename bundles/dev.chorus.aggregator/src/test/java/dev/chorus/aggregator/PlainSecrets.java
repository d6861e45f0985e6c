package dev.chorus.aggregator;

import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;

/** Secrets of a gateway without encryption: passwords are plain text, and there is no TLS. */
public final class PlainSecrets implements LinkSecrets {

    @Override
    public String gateway() {
        return "gw";
    }

    @Override
    public char[] password(Object configured) {
        return configured.toString().toCharArray();
    }

    @Override
    public LinkTls tls(String target, String keyAlias) {
        throw new IllegalStateException("there is no TLS");
    }
}
