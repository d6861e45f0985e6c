package dev.chorus.tools.fuzz.entry;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import java.nio.charset.StandardCharsets;

/** {@code family.json} of a model bundle or folder. What is taken can be written again, and means the same. */
public final class FamilyTarget {

    private FamilyTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TimePerByte.check(input.length, () -> read(input));
    }

    private static void read(byte[] input) {
        Family family;
        try {
            family = FamilyJson.read(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return;
        }
        if (!FamilyJson.read(FamilyJson.write(family)).equals(family)) {
            throw new IllegalStateException("written again it means something else: " + family);
        }
    }
}
