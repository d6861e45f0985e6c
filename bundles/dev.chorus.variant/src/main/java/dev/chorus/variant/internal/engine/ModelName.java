package dev.chorus.variant.internal.engine;

import dev.chorus.core.family.Names;

/** Validates model names: a file name, or {@code family/variant} for a variant in a model bundle. */
final class ModelName {

    /** For messages. */
    static final String ALLOWED = "1..64 of A-Z a-z 0-9 _ . -, or two such names with a / between them";

    private ModelName() {}

    /** Returns whether a name is valid; null is not. */
    static boolean isName(String name) {
        if (name == null) {
            return false;
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? Names.isName(name)
                : Names.isName(name.substring(0, slash)) && Names.isName(name.substring(slash + 1));
    }

    /** Returns whether it is the name of a variant in a model bundle. */
    static boolean isOfBundle(String name) {
        return name.indexOf('/') >= 0;
    }

    /** Returns a valid name. */
    static String check(String name) throws EngineException {
        if (!isName(name)) {
            throw EngineException.invalid("model must be " + ALLOWED + ", was '" + name + "'");
        }
        return name;
    }
}
