package dev.chorus.tools.deploy;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Replacement for the password if a gateway demands a change, as a new gateway does.
 *
 * @param known password supplied in advance
 * @param prompt called at most once, if none is known; returns empty without a terminal
 * @param hint last part of the error without a new password, an imperative sentence without a period
 */
public record NewPassword(Optional<char[]> known, Supplier<Optional<char[]>> prompt, String hint) {

    /** No replacement. */
    public static final NewPassword NONE =
            new NewPassword(Optional.empty(), Optional::empty, "change it in the gateway's console");

    Optional<char[]> get() {
        return known.or(prompt);
    }
}
