package dev.chorus.tools.testgateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The HTTP sessions of a gateway. Thread-safe. */
final class KuraSessions {

    private final Map<String, Session> sessions = new HashMap<>();
    private final LongSupplier clock;
    private Duration inactivityLimit = Duration.ofSeconds(900);
    private int opened;

    /**
     * One session.
     *
     * @param id the value of the cookie {@code JSESSIONID}
     * @param token what {@code X-XSRF-Token} must be
     * @param user who it belongs to; after a change of the password the new password, as in Kura 5.6
     * @param passwordVersion see {@link KuraAccounts.Account}
     * @param isLocked whether the password must be changed first
     * @param lastUse by the clock
     */
    record Session(String id, String token, String user, int passwordVersion, boolean isLocked, long lastUse) {

        private Session usedAt(long time) {
            return new Session(id, token, user, passwordVersion, isLocked, time);
        }
    }

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    KuraSessions(LongSupplier clock) {
        this.clock = clock;
    }

    synchronized void setInactivityLimit(Duration limit) {
        inactivityLimit = limit;
    }

    synchronized Session open(String user, int passwordVersion, boolean isLocked) {
        UUID random = UUID.randomUUID();
        String id = "node0" + Long.toString(random.getMostSignificantBits() >>> 1, Character.MAX_RADIX) + opened++
                + ".node0";
        String token = UUID.randomUUID().toString();
        Session session = new Session(id, token, user, passwordVersion, isLocked, clock.getAsLong());
        sessions.put(id, session);
        return session;
    }

    /** The session of that id, which counts as used now; empty if there is none any more. */
    synchronized Optional<Session> use(String id) {
        long now = clock.getAsLong();
        sessions.values().removeIf(session -> now - session.lastUse() > inactivityLimit.toNanos());
        return Optional.ofNullable(sessions.computeIfPresent(id, (key, session) -> session.usedAt(now)));
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }

    synchronized int count() {
        return sessions.size();
    }

    synchronized void endAll() {
        sessions.clear();
    }
}
