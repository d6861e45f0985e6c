package dev.chorus.tools.deploy;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The password that replaces the present one where a gateway demands a change, as a new gateway does.
 *
 * @param known one that is given in advance
 * @param prompt called at most once, if none is known; empty without a terminal
 * @param hint ends the error for the case that there is neither, an imperative sentence without a period
 */
public record NewPassword(Optional<char[]> known, Supplier<Optional<char[]>> prompt, String hint) {

    /** There is none. */
    public static final NewPassword NONE =
            new NewPassword(Optional.empty(), Optional::empty, "change it in the gateway's console");

    Optional<char[]> get() {
        return known.or(prompt);
    }
}
