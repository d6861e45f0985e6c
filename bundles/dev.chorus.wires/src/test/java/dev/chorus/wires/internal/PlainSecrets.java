package dev.chorus.wires.internal;

import dev.chorus.mqtt.service.LinkSecrets;
import dev.chorus.mqtt.service.LinkTls;

/** Secrets of a gateway that does not encrypt passwords; reports each read. */
public record PlainSecrets(Runnable passwordRead) implements LinkSecrets {

    public PlainSecrets() {
        this(() -> {});
    }

    @Override
    public String gateway() {
        return "gw";
    }

    @Override
    public char[] password(Object configured) {
        passwordRead.run();
        return configured.toString().toCharArray();
    }

    @Override
    public LinkTls tls(String target, String keyAlias) {
        throw new IllegalStateException("this gateway has no such SslManagerService");
    }
}
