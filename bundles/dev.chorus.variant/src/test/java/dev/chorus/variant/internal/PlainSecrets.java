package dev.chorus.variant.internal;

import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;

/** Secrets of a gateway without encryption: passwords are returned as configured, and there is no TLS. */
public final class PlainSecrets implements LinkSecrets {

    private final Runnable beforePassword;

    public PlainSecrets() {
        this(() -> {});
    }

    /** @param beforePassword runs before a password is returned */
    public PlainSecrets(Runnable beforePassword) {
        this.beforePassword = beforePassword;
    }

    @Override
    public String gateway() {
        return "gw";
    }

    @Override
    public char[] password(Object configured) {
        beforePassword.run();
        return configured.toString().toCharArray();
    }

    @Override
    public LinkTls tls(String target, String keyAlias) {
        throw new IllegalStateException("there is no TLS");
    }
}
