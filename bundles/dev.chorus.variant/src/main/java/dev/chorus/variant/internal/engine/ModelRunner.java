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
     * @param outputs names of the wanted ones
     * @param maxElements of one input or output
     * @return the wanted outputs, in the file's order
     * @throws EngineException if the model does not take the inputs, has no such output, or fails
     */
    static List<BoxedTensor> run(HeldModel model, Collection<String> outputs, List<BoxedTensor> inputs, int maxElements)
            throws EngineException {
        String name = model.description().name();
        try {
            return runChecked(model, Set.copyOf(outputs), inputs, maxElements);
        } catch (EngineException e) {
            throw EngineException.wrong("model '" + name + "': " + e.getMessage());
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
            throw EngineException.wrong("outputs are " + outputs + ", allowed are " + description.outputs());
        }
        List<TensorArray> arrays = GivenInputs.check(description.inputs(), inputs, maxElements);
        return model.session().value().run(arrays, outputs, maxElements).stream()
                .map(array -> new BoxedTensor(
                        array.name(), array.type().name(), array.shape(), Boxes.box(array.type(), array.elements())))
                .toList();
    }
}
