package dev.chorus.variant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Console attributes of the inference engine. Kura requires the id to be the PID. */
@ObjectClassDefinition(
        id = InferenceConfig.PID,
        name = "Chorus Inference Engine",
        description = "Runs ONNX models inside this gateway for components that use an inference engine, such as"
                + " the AI component of Wires. Choose it there as (kura.service.pid=NAME), with the name of"
                + " this component.",
        icon = @Icon(resource = "OSGI-INF/inference.png", size = 32))
@interface InferenceConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it is written to. */
    String PID = "dev.chorus.variant.InferenceService";

    @AttributeDefinition(
            name = "Models",
            required = false,
            description = "Comma-separated models to load as soon as they are available: family/variant for a variant"
                    + " in a model bundle, NAME for the file NAME.onnx in the model folder. Other models are"
                    + " loaded on first use.")
    String models() default "";

    @AttributeDefinition(
            name = "Model folder",
            required = false,
            description = "Folder of this gateway with ONNX files. Leave empty if models come in model bundles, or"
                    + " components name the files.")
    String model_folder() default "";

    @AttributeDefinition(
            name = "Loaded models (number)",
            min = "1",
            max = "1000",
            description = "Maximum number of loaded models; further models are rejected.")
    int models_max() default 8;

    @AttributeDefinition(
            name = "Largest model (bytes)",
            min = "1",
            max = "536870912",
            description = "Larger files are rejected. A model takes at least as much memory as its file.")
    int model_bytes_max() default 100000000;

    @AttributeDefinition(
            name = "Largest tensor (elements)",
            min = "1",
            max = "100000000",
            description = "Larger inputs and outputs are rejected; of texts, inputs with more characters, too. An"
                    + " input takes up to 30 bytes of memory per element.")
    int tensor_elements_max() default 4000000;
}
