package dev.chorus.mqtt.service;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Makes client ids for components that were given none. */
public final class ClientIds {

    private static final int MAX_LENGTH = 64;
    private static final int DIGEST_LENGTH = 8;
    private static final Object FILES = new Object();

    private ClientIds() {}

    /**
     * Returns the name of this gateway: another one on every gateway, the same after every restart.
     *
     * @param file where it is kept; created where it is missing, replaced if it belongs to other hardware
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

    /** The text, or if that is too long its end behind a digest of the whole. */
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
