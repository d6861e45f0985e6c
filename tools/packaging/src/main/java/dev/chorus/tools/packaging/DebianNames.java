package dev.chorus.tools.packaging;

/** Names and versions as Debian allows them (Debian policy 5.6.7 and 5.6.12), which is less than OSGi does. */
final class DebianNames {

    private DebianNames() {}

    /** Small letters only. What is none is written so that no two names become one: {@code Lots_A} is {@code +lots+++a}. */
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

    /** Neither an underscore nor a hyphen, which would begin Debian's own part of a version. */
    static String version(String version) {
        return version.replace('_', '+').replace('-', '+');
    }
}
