package dev.chorus.tools.deploy;

import java.util.List;

/** What a gateway is to do, and what that takes. */
public enum Role {
    /** Classifies pictures with one variant; takes a model package too. */
    VARIANT("dev.chorus.variant.VariantService", List.of("chorus-core", Role.ONNX_RUNTIME, "chorus-variant")),
    /** Fuses what the variants say. */
    AGGREGATOR("dev.chorus.aggregator.AggregatorService", List.of("chorus-core", "chorus-aggregator")),
    /** Shows the family and answers over REST. */
    WEB("dev.chorus.web.WebService", List.of("chorus-core", "chorus-web"));

    /** The package that a running JVM cannot change. */
    static final String ONNX_RUNTIME = "chorus-onnxruntime";

    private final String factoryPid;
    private final List<String> packages;

    Role(String factoryPid, List<String> packages) {
        this.factoryPid = factoryPid;
        this.packages = packages;
    }

    /** What components of this role are made of. */
    public String factoryPid() {
        return factoryPid;
    }

    /** The names of the packages it needs, models aside, in an order in which each finds what it needs. */
    public List<String> packages() {
        return packages;
    }
}
