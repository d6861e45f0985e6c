package dev.chorus.variant.internal.engine;

import dev.chorus.inference.api.InferenceException;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.inference.api.TensorSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs a loaded model on lists of elements. Stateless. */
final class ModelRunner {

    private ModelRunner() {}

    /**
     * Runs a model on the calling thread.
     *
     * @param model not closed before this returns
     * @param outputs names of the requested outputs
     * @param maxElements maximum number of elements of an input or output
     * @return the requested outputs, in the file's order
     * @throws EngineException if the inputs do not match the model, it has no such output, or the run fails
     */
    static List<BoxedTensor> run(HeldModel model, Collection<String> outputs, List<BoxedTensor> inputs, int maxElements)
            throws EngineException {
        String name = model.description().name();
        try {
            return runChecked(model, Set.copyOf(outputs), inputs, maxElements);
        } catch (EngineException e) {
            throw EngineException.invalid("model '" + name + "': " + e.getMessage());
        } catch (InferenceException e) {
            throw EngineException.failed("model '" + name + "': " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw EngineException.failed("model '" + name + "': there is not enough memory", e);
        }
    }

    private static List<BoxedTensor> runChecked(
            HeldModel model, Set<String> outputs, List<BoxedTensor> inputs, int maxElements)
            throws EngineException, InferenceException {
        ModelDescription description = model.description();
        Set<String> known = description.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
        if (!known.containsAll(outputs)) {
            throw EngineException.invalid("outputs must be among " + description.outputs() + ", were " + outputs);
        }
        List<TensorArray> arrays = GivenInputs.check(description.inputs(), inputs, maxElements);
        return model.session().value().run(arrays, outputs, maxElements).stream()
                .map(array -> new BoxedTensor(
                        array.name(), array.type().name(), array.shape(), Boxes.box(array.type(), array.elements())))
                .toList();
    }
}
