package dev.chorus.tools.deploy;

/**
 * New value of a component's property.
 *
 * @param isSecret whether it is sent as a password and never shown
 */
record PropertyValue(String id, String value, boolean isSecret) {

    static PropertyValue of(String id, String value) {
        return new PropertyValue(id, value, false);
    }

    static PropertyValue secret(String id, char[] value) {
        return new PropertyValue(id, new String(value), true);
    }

    /** Returns id and value for display; the id only for a secret. */
    @Override
    public String toString() {
        return isSecret ? id : id + " = " + value;
    }
}
