package dev.chorus.inference.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A loaded network of any kind: tensors in, tensors out. {@link #run} is for any number of threads at once. */
public interface GraphSession extends AutoCloseable {

    /** What it takes, in the file's order. */
    List<TensorSpec> inputs();

    /** What it gives, in the file's order. */
    List<TensorSpec> outputs();

    /** The version that the file states. */
    Optional<String> version();

    /**
     * Runs the network.
     *
     * @param inputs one for each of {@link #inputs()}, in any order
     * @param wanted names of outputs
     * @param maxElements of each output
     * @return the wanted outputs, in the file's order
     * @throws InferenceException if the network does not take the inputs, fails, or gives more elements
     */
    List<TensorArray> run(List<TensorArray> inputs, Set<String> wanted, int maxElements) throws InferenceException;

    /** Gives its memory back; must not be called while a run is under way. */
    @Override
    void close();
}
