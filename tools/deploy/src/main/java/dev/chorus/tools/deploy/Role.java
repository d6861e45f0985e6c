package dev.chorus.tools.deploy;

import java.util.List;

/** Role of a gateway, with its factory and packages. */
public enum Role {
    /** Classifies pictures with one variant; also needs a model package. */
    VARIANT("dev.chorus.variant.VariantService", List.of("chorus-core", Role.ONNX_RUNTIME, "chorus-variant")),
    /** Fuses the results of the variants. */
    AGGREGATOR("dev.chorus.aggregator.AggregatorService", List.of("chorus-core", "chorus-aggregator")),
    /** Serves the status page and REST. */
    WEB("dev.chorus.web.WebService", List.of("chorus-core", "chorus-web"));

    /** Package that a running JVM cannot reload. */
    static final String ONNX_RUNTIME = "chorus-onnxruntime";

    private final String factoryPid;
    private final List<String> packages;

    Role(String factoryPid, List<String> packages) {
        this.factoryPid = factoryPid;
        this.packages = packages;
    }

    /** Returns the PID of the role's factory. */
    public String factoryPid() {
        return factoryPid;
    }

    /** Returns the names of the required packages, except models, in the order of their dependencies. */
    public List<String> packages() {
        return packages;
    }
}
