package dev.chorus.mqtt.service;

import org.osgi.annotation.versioning.ConsumerType;

/** What a link needs that only the gateway can tell: plain passwords, keys and trust. Implementations are safe for any thread. */
@ConsumerType
public interface LinkSecrets {

    /**
     * A password in plain text.
     *
     * @param configured as the configuration has it
     * @throws Exception if it cannot be told; nobody is shown why, since that could hold the password
     */
    char[] password(Object configured) throws Exception;

    /**
     * TLS as a service of the gateway has it. May wait a moment for that service.
     *
     * @param target which service: a filter (OSGi Core 3.2.7)
     * @param keyAlias the key to show to the broker; null: the service decides
     * @throws Exception if there is none; its message is for people and without secrets
     */
    LinkTls tls(String target, String keyAlias) throws Exception;
}
