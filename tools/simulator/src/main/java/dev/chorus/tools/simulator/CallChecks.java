package dev.chorus.tools.simulator;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What commands that compute with a profile check of their call. Each throws a {@link ParameterException} that names the option, its
 * value and what is allowed.
 *
 * @param command that was called
 */
public record CallChecks(CommandLine command) {

    /** Whether a number is in a range, both ends included. */
    public void within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw mistake(option + " is " + plain(value) + ", allowed is " + plain(least) + ".." + plain(most));
        }
    }

    /** A number as people write it: without a fraction where it has none. */
    public static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /**
     * The profile to compute with.
     *
     * @param file null: what ships
     * @throws IOException if it cannot be read
     */
    public GatewayProfile profile(Path file) throws IOException {
        try {
            return file == null ? GatewayProfile.shipped() : GatewayProfile.of(file);
        } catch (IllegalArgumentException e) {
            throw mistake("--profile is " + file + ", but " + e.getMessage());
        }
    }

    /** A mistake in the call, to be thrown. */
    public ParameterException mistake(String message) {
        return new ParameterException(command, message);
    }
}
