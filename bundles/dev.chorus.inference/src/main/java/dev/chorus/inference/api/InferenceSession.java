package dev.chorus.inference.api;

import dev.chorus.core.topk.TopK;

/** A loaded network. {@link #run} is for any number of threads at once. */
public interface InferenceSession extends AutoCloseable {

    /**
     * Ranks the classes of a picture.
     *
     * @throws InferenceException if the network fails or gives what is no Top-k
     */
    TopK run(Picture picture) throws InferenceException;

    /** Gives its memory back; must not be called while a run is under way. */
    @Override
    void close();
}
