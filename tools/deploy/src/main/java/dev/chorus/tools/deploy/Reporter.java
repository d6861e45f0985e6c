package dev.chorus.tools.deploy;

import java.time.Duration;

/** Receives the progress of a deployment. */
public interface Reporter {

    /** Reports one step that is done, or would be, as one line. */
    void step(String line);

    /** Reports something in addition to the steps. */
    void warn(String line);

    /** Reports the progress of an upload. Called on the HTTP client's threads, often. */
    void uploading(PackageFile file, long sentBytes, long totalBytes);

    /**
     * Reports that the gateway is being waited for.
     *
     * @param what a few words
     * @param since time elapsed
     */
    void waiting(String what, Duration since);
}
