package dev.chorus.tools.deploy;

/**
 * Bundle in the gateway's framework.
 *
 * @param state OSGi state, such as {@code ACTIVE}
 */
record BundleState(String symbolicName, String version, String state) {

    static final String UNRESOLVED = "INSTALLED";

    private static final String ACTIVE = "ACTIVE";

    boolean isActive() {
        return ACTIVE.equals(state);
    }

    /** Returns whether a dependency is missing, so that the bundle cannot start. */
    boolean isUnresolved() {
        return UNRESOLVED.equals(state);
    }
}
