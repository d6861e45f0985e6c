package dev.chorus.tools.simulator;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Checks the arguments of commands that compute with a profile. Each check throws a {@link ParameterException} that
 * names the option, the required range and the value.
 *
 * @param command the command that was called
 */
public record CallChecks(CommandLine command) {

    /** Requires a number in a range, both ends included. */
    public void within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw mistake(option + " must be " + plain(least) + " to " + plain(most) + ", was " + plain(value));
        }
    }

    /** Formats a number, without a fraction if it is whole. */
    public static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /**
     * Returns the profile to compute with.
     *
     * @param file null for the shipped profile
     * @throws IOException if the file cannot be read
     */
    public GatewayProfile profile(Path file) throws IOException {
        try {
            return file == null ? GatewayProfile.shipped() : GatewayProfile.of(file);
        } catch (IllegalArgumentException e) {
            throw mistake("--profile is " + file + ": " + e.getMessage());
        }
    }

    /** Returns a usage error to throw. */
    public ParameterException mistake(String message) {
        return new ParameterException(command, message);
    }
}
