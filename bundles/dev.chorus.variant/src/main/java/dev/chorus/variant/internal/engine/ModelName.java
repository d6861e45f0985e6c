package dev.chorus.variant.internal.engine;

import dev.chorus.core.family.Names;

/** What models are called: after a file, or {@code family/variant} after the variant in a model bundle. */
final class ModelName {

    /** For people. */
    static final String ALLOWED = "1..64 of A-Z a-z 0-9 _ . -, or two such names with a / between them";

    private ModelName() {}

    /** Whether a model may be called so; null is none. */
    static boolean isName(String name) {
        if (name == null) {
            return false;
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? Names.isName(name)
                : Names.isName(name.substring(0, slash)) && Names.isName(name.substring(slash + 1));
    }

    /** Whether it is the name of a variant in a model bundle. */
    static boolean isOfBundle(String name) {
        return name.indexOf('/') >= 0;
    }

    /** Hands a name through. */
    static String check(String name) throws EngineException {
        if (!isName(name)) {
            throw EngineException.wrong("model is '" + name + "', allowed are " + ALLOWED);
        }
        return name;
    }
}
