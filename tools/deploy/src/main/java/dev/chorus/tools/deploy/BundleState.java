package dev.chorus.tools.deploy;

/**
 * A bundle in the gateway's framework.
 *
 * @param state as OSGi names it, such as {@code ACTIVE}
 */
record BundleState(String symbolicName, String version, String state) {

    static final String UNRESOLVED = "INSTALLED";

    private static final String ACTIVE = "ACTIVE";

    boolean isActive() {
        return ACTIVE.equals(state);
    }

    /** Whether something that it needs is missing, so that it cannot start. */
    boolean isUnresolved() {
        return UNRESOLVED.equals(state);
    }
}
