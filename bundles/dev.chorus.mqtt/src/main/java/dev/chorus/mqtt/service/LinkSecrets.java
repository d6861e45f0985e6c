package dev.chorus.mqtt.service;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Supplies what a link needs from its gateway: the gateway's name, decrypted passwords, keys and trust. Thread-safe.
 */
@ConsumerType
public interface LinkSecrets {

    /**
     * Returns the name of the gateway in default client ids, see {@link ClientIds#gateway}. May query the operating
     * system and read a file.
     */
    String gateway();

    /**
     * Returns a password in plain text.
     *
     * @param configured the configured value
     * @throws Exception if it cannot be decrypted; the message is never shown, since it could contain the password
     */
    char[] password(Object configured) throws Exception;

    /**
     * Returns TLS by a service of the gateway. May wait a moment for that service.
     *
     * @param target filter that selects the service (OSGi Core 3.2.7)
     * @param keyAlias alias of the client key; null: the service decides
     * @throws Exception if there is none; the message is text for an operator without secrets
     */
    LinkTls tls(String target, String keyAlias) throws Exception;
}
