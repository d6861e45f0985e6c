package dev.chorus.variant;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Icon;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the console shows of an inference engine. Kura wants the id to be the PID. */
@ObjectClassDefinition(
        id = InferenceConfig.PID,
        name = "Chorus Inference Engine",
        description =
                "Runs ONNX models inside this gateway for components that ask for an inference engine, such as the AI"
                        + " component of Wires. Their target filter is (kura.service.pid=NAME), with the name of this component.",
        icon = @Icon(resource = "OSGI-INF/inference.png", size = 32))
@interface InferenceConfig {

    /** Factory PID: name of the component, id of this definition and name of the file it ends in. */
    String PID = "dev.chorus.variant.InferenceService";

    @AttributeDefinition(
            name = "Models",
            required = false,
            description =
                    "Models to load as soon as they are there, with commas between them: family/variant for the variant"
                            + " in a model bundle, NAME for the file NAME.onnx in the model folder. Empty: a model is loaded"
                            + " when a component asks for it.")
    String models() default "";

    @AttributeDefinition(
            name = "Model folder",
            required = false,
            description =
                    "A folder of this gateway with ONNX files. Empty: models come in model bundles, or components name the"
                            + " files.")
    String model_folder() default "";

    @AttributeDefinition(
            name = "Most models",
            min = "1",
            max = "1000",
            description = "How many models may be loaded at once. More are refused.")
    int models_max() default 8;

    @AttributeDefinition(
            name = "Largest model (bytes)",
            min = "1",
            max = "536870912",
            description = "Files of more bytes are refused. A model takes at least as much memory as its file.")
    int model_bytes_max() default 100000000;

    @AttributeDefinition(
            name = "Largest tensor (elements)",
            min = "1",
            max = "100000000",
            description =
                    "Inputs and outputs of more elements are refused; of texts, inputs of more characters too. An input takes"
                            + " up to 30 bytes of memory for each.")
    int tensor_elements_max() default 4000000;
}
