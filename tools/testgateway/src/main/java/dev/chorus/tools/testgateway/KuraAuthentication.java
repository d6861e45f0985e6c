package dev.chorus.tools.testgateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates calls as Kura 5.6 does, with the switches of its RestService. As shipped: sessions are on, Basic is off, and a session
 * needs the header {@code X-XSRF-Token} with every call. Thread-safe.
 */
public final class KuraAuthentication {

    private static final Pattern SESSION_COOKIE = Pattern.compile("(?:^|; ?)JSESSIONID=(?<id>[^;]+)");
    private static final String BASIC = "Basic ";

    private final KuraAccounts accounts = new KuraAccounts();
    private final KuraSessions sessions;
    private final SessionService service = new SessionService(this);
    private volatile boolean basic;
    private volatile boolean sessionsEnabled = true;
    private volatile boolean passwordsEnabled = true;

    /**
     * The identity behind a call.
     *
     * @param permissions those of the identity at the time of the call
     */
    public record Caller(String name, Set<String> permissions) {

        /** Whether the permission is there, or the one that implies all. */
        public boolean has(String permission) {
            return permissions.contains(permission) || permissions.contains("kura.admin");
        }
    }

    /** Without accounts. */
    public KuraAuthentication() {
        this(System::nanoTime);
    }

    KuraAuthentication(LongSupplier clock) {
        sessions = new KuraSessions(clock);
    }

    /** The identities. */
    public KuraAccounts accounts() {
        return accounts;
    }

    /** Switches Basic authentication, {@code auth.basic.enabled}. */
    public void enableBasic(boolean on) {
        basic = on;
    }

    /** Switches logins by session, {@code session.management.enabled}; running sessions stay. */
    public void enableSessions(boolean on) {
        sessionsEnabled = on;
    }

    /** Switches logins by password of both kinds, {@code auth.password.enabled}. */
    public void enablePasswords(boolean on) {
        passwordsEnabled = on;
    }

    /** The time after which an unused session ends, {@code session.inactivity.interval}. */
    public void setInactivityLimit(Duration limit) {
        sessions.setInactivityLimit(limit);
    }

    /** Ends all sessions, as a restart or a rollback does. */
    public void endAllSessions() {
        sessions.endAll();
    }

    /** The number of sessions that are open. */
    public int openSessions() {
        return sessions.count();
    }

    /** Answers a call of the session service; false if it is not one of its paths. */
    boolean handle(HttpExchange exchange, byte[] body) throws IOException {
        return service.handle(exchange, body);
    }

    boolean hasPasswords() {
        return passwordsEnabled;
    }

    boolean hasPasswordLogin() {
        return sessionsEnabled && passwordsEnabled;
    }

    boolean hasSessions() {
        return sessionsEnabled;
    }

    KuraSessions sessions() {
        return sessions;
    }

    /** The caller, by Basic or by session; empty if the call must be refused with 401. */
    Optional<Caller> authenticate(HttpExchange exchange) {
        return basicAccount(exchange)
                .map(account -> new Caller(account.name(), account.permissions()))
                .or(() -> session(exchange)
                        .filter(session -> !session.isLocked() && hasToken(exchange, session))
                        .map(this::caller));
    }

    private Optional<KuraAccounts.Account> basicAccount(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!basic || !passwordsEnabled || authorization == null || !authorization.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
            String[] login = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return login.length < 2
                    ? Optional.empty()
                    : accounts.check(login[0], login[1]).filter(account -> !account.isChangeNeeded());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The session of the cookie, locked or not; empty if it is over. */
    Optional<KuraSessions.Session> session(HttpExchange exchange) {
        return sessionId(exchange).flatMap(sessions::use).filter(this::isValid);
    }

    private boolean isValid(KuraSessions.Session session) {
        return session.passwordVersion() < 0
                || accounts.find(session.user())
                        .filter(account -> account.passwordVersion() == session.passwordVersion())
                        .isPresent();
    }

    /** The id in the cookie, of a session or not. */
    static Optional<String> sessionId(HttpExchange exchange) {
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        Matcher id = SESSION_COOKIE.matcher(String.valueOf(cookie));
        return id.find() ? Optional.of(id.group("id")) : Optional.empty();
    }

    static boolean hasToken(HttpExchange exchange, KuraSessions.Session session) {
        return session.token().equals(exchange.getRequestHeaders().getFirst("X-XSRF-Token"));
    }

    private Caller caller(KuraSessions.Session session) {
        Set<String> permissions = session.passwordVersion() < 0
                ? Set.of()
                : accounts.find(session.user())
                        .map(KuraAccounts.Account::permissions)
                        .orElse(Set.of());
        return new Caller(session.user(), permissions);
    }

    /** Refuses a call without login, or with one that is not accepted. */
    void refuseLogin(HttpExchange exchange) throws IOException {
        announceBasic(exchange);
        KuraResponses.error(exchange, 401, "Unauthorized");
    }

    /** Refuses a call for which the caller lacks the permission. */
    void refusePermission(HttpExchange exchange) throws IOException {
        announceBasic(exchange);
        KuraResponses.error(exchange, 403, "Forbidden");
    }

    /** Adds the header by which a caller sees that Basic is on. */
    void announceBasic(HttpExchange exchange) {
        if (basic && passwordsEnabled) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"kura-rest-api\"");
        }
    }
}
