package dev.chorus.tools.importer;

import java.util.Arrays;

/**
 * The first three numbers of a family's version.
 *
 * <p>Gateways take an update only under another version, so whatever changes a family raises it.
 */
record FamilyVersion(int major, int minor, int micro) implements Comparable<FamilyVersion> {

    static final String FIRST = "1.0.0";

    /** @param version of a {@link dev.chorus.core.family.Family}, which has checked it */
    static FamilyVersion of(String version) {
        int[] numbers = Arrays.stream(version.split("\\."))
                .limit(3)
                .mapToInt(Integer::parseInt)
                .toArray();
        return new FamilyVersion(numbers[0], numbers[1], numbers[2]);
    }

    /** The next minor version. */
    String next() {
        return major + "." + (minor + 1) + ".0";
    }

    @Override
    public int compareTo(FamilyVersion other) {
        return Arrays.compare(new int[] {major, minor, micro}, new int[] {other.major, other.minor, other.micro});
    }
}
