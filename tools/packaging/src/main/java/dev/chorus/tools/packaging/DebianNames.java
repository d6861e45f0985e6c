package dev.chorus.tools.packaging;

/** Converts names and versions to Debian's form (Debian policy 5.6.7 and 5.6.12), which is stricter than OSGi's. */
final class DebianNames {

    private DebianNames() {}

    /**
     * Returns the name in lower case. Other characters are escaped without collisions: {@code Lots_A} is
     * {@code +lots+++a}.
     */
    static String packageName(String name) {
        StringBuilder text = new StringBuilder();
        for (char character : name.toCharArray()) {
            if (character == '_') {
                text.append("++");
            } else if (Character.isUpperCase(character)) {
                text.append('+').append(Character.toLowerCase(character));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    /** Returns the version without underscores and hyphens; a hyphen would begin Debian's revision. */
    static String version(String version) {
        return version.replace('_', '+').replace('-', '+');
    }
}
