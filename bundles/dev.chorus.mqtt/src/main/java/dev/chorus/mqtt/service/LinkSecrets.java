package dev.chorus.mqtt.service;

import org.osgi.annotation.versioning.ConsumerType;

/** What a link needs from its gateway: the gateway's name, plain passwords, keys and trust. Implementations are safe for any thread. */
@ConsumerType
public interface LinkSecrets {

    /**
     * Returns the name of the gateway in default client ids, see {@link ClientIds#gateway}. May ask the operating system and read a
     * file.
     */
    String gateway();

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
