package org.eclipse.kura.configuration;

/** A secret on its way into a configuration, kept apart from an ordinary text so that it is not shown. */
public class Password {

    private final char[] password;

    /**
     * Wraps a secret.
     *
     * @param password the secret in the clear
     */
    public Password(String password) {
        this(password.toCharArray());
    }

    /**
     * Wraps a secret.
     *
     * @param password the secret in the clear; taken over, not copied
     */
    public Password(char[] password) {
        this.password = password;
    }

    /** The secret in the clear. */
    public char[] getPassword() {
        return password;
    }
}
