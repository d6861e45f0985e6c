package org.eclipse.kura.ai.inference;

import java.util.List;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Runs models that it was told to load. Every method may throw if the engine cannot do what is asked. */
@ProviderType
public interface InferenceEngineService {

    /**
     * Runs a model.
     *
     * @param modelInfo describes the model, as {@link #getModelInfo} gave it
     * @param inputData one for each input
     * @return one for each output
     * @throws KuraException if the model is not loaded, takes other inputs or fails
     */
    List<Tensor> infer(ModelInfo modelInfo, List<Tensor> inputData) throws KuraException;

    /**
     * Loads a model.
     *
     * @param modelName what it is called from now on
     * @param modelPath where it lies on the gateway; empty: where the engine looks for models
     * @throws KuraException if it cannot be loaded
     */
    void loadModel(String modelName, Optional<String> modelPath) throws KuraException;

    /**
     * Gives a model up.
     *
     * @param modelName what it is called
     * @throws KuraException if it cannot be given up
     */
    void unloadModel(String modelName) throws KuraException;

    /**
     * Whether a model can be run.
     *
     * @param modelName what it is called
     * @throws KuraException if the engine cannot say
     */
    boolean isModelLoaded(String modelName) throws KuraException;

    /**
     * The models that there are.
     *
     * @throws KuraException if the engine cannot say
     */
    List<String> getModelNames() throws KuraException;

    /**
     * Describes a model.
     *
     * @param modelName what it is called
     * @throws KuraException if the engine cannot say
     */
    Optional<ModelInfo> getModelInfo(String modelName) throws KuraException;

    /**
     * Whether models can be run at all.
     *
     * @throws KuraException if the engine cannot say
     */
    boolean isEngineReady() throws KuraException;
}
