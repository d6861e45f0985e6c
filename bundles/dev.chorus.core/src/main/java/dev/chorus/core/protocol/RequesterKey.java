package dev.chorus.core.protocol;

import java.security.SecureRandom;

/**
 * Distinguishes requesters by the Response Topics of their requests, in 8 bytes. Requests without a Response Topic
 * share one key. Keys are valid within one process: they depend on a secret, so that no topic can be chosen to have the
 * key of another. Stateless.
 */
public final class RequesterKey {

    private static final long SEED = new SecureRandom().nextLong();

    private RequesterKey() {}

    /** @param responseTopic of the request, null or empty if absent */
    public static long of(String responseTopic) {
        long key = SEED;
        int length = responseTopic == null ? 0 : responseTopic.length();
        for (int at = 0; at < length; at++) {
            key = (key ^ responseTopic.charAt(at)) * 0xBF58476D1CE4E5B9L;
            key ^= key >>> 31;
        }
        return key;
    }
}
