package dev.chorus.aggregator.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Builds ids for discovery topics of Home Assistant, which accept {@code A-Z a-z 0-9 _ -} only. Different names have
 * different ids: a name with any other character, or with the underscore that replaces these, gets a hash of itself
 * as suffix. Stateless.
 */
final class HomeAssistantId {

    /** 64 bits: finding two names with the same hash by trial is infeasible. */
    private static final int HASH_BYTES = 8;

    private HomeAssistantId() {}

    /** @param names parts of a name; only the first may contain a slash */
    static String of(String... names) {
        String readable = String.join("_", names);
        boolean plain = Stream.of(names).allMatch(name -> name.matches("[A-Za-z0-9-]+"));
        return plain ? readable : readable.replaceAll("[^A-Za-z0-9_-]", "_") + "_" + hash(String.join("/", names));
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
