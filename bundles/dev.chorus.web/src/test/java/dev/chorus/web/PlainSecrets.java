package dev.chorus.web;

import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;

/** Returns passwords unchanged and has no key store. */
final class PlainSecrets implements LinkSecrets {

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
        throw new IllegalStateException("there is no " + target);
    }
}
