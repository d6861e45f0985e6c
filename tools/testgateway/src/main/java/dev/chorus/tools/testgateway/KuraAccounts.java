package dev.chorus.tools.testgateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The identities of a gateway with their passwords and permissions. Thread-safe; changes take effect with the next call. */
public final class KuraAccounts {

    private final Map<String, Account> accounts = new TreeMap<>();

    /**
     * One identity.
     *
     * @param passwordVersion changes with the password, which ends the identity's sessions
     */
    record Account(String name, String password, int passwordVersion, boolean isChangeNeeded, Set<String> permissions) {

        private Account withPermissions(Set<String> others) {
            return new Account(name, password, passwordVersion, isChangeNeeded, Set.copyOf(others));
        }

        private Account withPassword(String other) {
            return new Account(name, other, passwordVersion + 1, false, permissions);
        }

        private Account withChangeNeeded() {
            return new Account(name, password, passwordVersion, true, permissions);
        }
    }

    /**
     * Adds or replaces an identity.
     *
     * @param permissions such as {@code rest.deploy} or {@code kura.admin}
     */
    public synchronized KuraAccounts add(String name, String password, String... permissions) {
        accounts.put(name, new Account(name, password, 0, false, Set.copyOf(List.of(permissions))));
        return this;
    }

    /** Replaces the permissions; sessions stay and have the new ones. */
    public void setPermissions(String name, Set<String> permissions) {
        change(name, account -> account.withPermissions(permissions));
    }

    /** Replaces the password; sessions of the identity end. */
    public void setPassword(String name, String password) {
        change(name, account -> account.withPassword(password));
    }

    /** Makes the identity change its password after the next login, as a new gateway demands of {@code admin}. */
    public void requirePasswordChange(String name) {
        change(name, Account::withChangeNeeded);
    }

    /** Removes an identity; its sessions end. */
    public synchronized void remove(String name) {
        accounts.remove(name);
    }

    private synchronized void change(String name, UnaryOperator<Account> change) {
        accounts.computeIfPresent(name, (key, account) -> change.apply(account));
    }

    synchronized Optional<Account> find(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    Optional<Account> check(String name, String password) {
        return find(name).filter(account -> account.password().equals(password));
    }
}
