package dev.chorus.mqtt.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Builds client ids for components without a configured one. */
public final class ClientIds {

    private static final int MAX_LENGTH = 64;
    private static final int DIGEST_LENGTH = 8;
    private static final Object FILES = new Object();

    private ClientIds() {}

    /**
     * Returns the name of this gateway: different on every gateway, the same after every restart.
     *
     * @param file file with the name; created if missing, replaced if it belongs to other hardware
     * @return 1 to 32 of {@code A-Z a-z 0-9 _ . -}
     */
    public static String gateway(Path file, HardwareIds hardware) {
        // Components of one gateway start at the same time.
        synchronized (FILES) {
            return GatewayIdentity.kept(file, hardware).name();
        }
    }

    /**
     * Returns the client id of a component.
     *
     * @param gateway as {@link #gateway} returned it
     * @param component name of the component on that gateway
     * @return 1 to 64 of {@code A-Z a-z 0-9 _ . -}
     */
    public static String of(String gateway, String component) {
        String id = gateway + "-";
        return id + shortened(component.replaceAll("[^A-Za-z0-9_.-]", "_"), MAX_LENGTH - id.length());
    }

    /** Returns the text, or if it is too long a digest of the text followed by its end. */
    static String shortened(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        String digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, DIGEST_LENGTH);
        return digest + "-" + text.substring(text.length() - (maxLength - DIGEST_LENGTH - 1));
    }
}
