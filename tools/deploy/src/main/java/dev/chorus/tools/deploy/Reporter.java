package dev.chorus.tools.deploy;

import java.time.Duration;

/** Hears how a deployment goes. */
public interface Reporter {

    /** Something is done, or would be: one line for people. */
    void step(String line);

    /** Something that people should know beside it. */
    void warn(String line);

    /** So much of a package is on its way. Called on the HTTP client's threads, often. */
    void uploading(PackageFile file, long sentBytes, long totalBytes);

    /**
     * The gateway is at it.
     *
     * @param what is awaited, a few words
     * @param since how long already
     */
    void waiting(String what, Duration since);
}
