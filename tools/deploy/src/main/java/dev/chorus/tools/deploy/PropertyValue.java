package dev.chorus.tools.deploy;

/**
 * A value to give to a property of a component.
 *
 * @param isSecret whether it is sent as a password, and never shown
 */
record PropertyValue(String id, String value, boolean isSecret) {

    static PropertyValue of(String id, String value) {
        return new PropertyValue(id, value, false);
    }

    static PropertyValue secret(String id, char[] value) {
        return new PropertyValue(id, new String(value), true);
    }

    /** For people. */
    @Override
    public String toString() {
        return isSecret ? id : id + " = " + value;
    }
}
