package dev.chorus.tools.testgateway;

import dev.chorus.tools.packaging.BundleWiring;
import java.util.Collection;
import java.util.Set;

/**
 * Whether a bundle resolves, as far as the stand-in decides that: natives for the processor, and Java packages of Chorus and ONNX
 * Runtime. All others the platform is taken to have, unless a test takes them away.
 */
record BundleNeeds(BundleWiring wiring) {

    /** Whether it brings a REST service, at whose start and end Kura's REST services are gone for a moment. */
    boolean isRest() {
        return wiring.imports().stream()
                .anyMatch(imported -> imported.javaPackage().equals("javax.ws.rs"));
    }

    /**
     * Whether a framework resolves the bundle.
     *
     * @param osArch such as {@code amd64}
     * @param lacking Java packages that the platform does not have
     * @param others resolved bundles
     */
    boolean isMet(String osArch, Set<String> lacking, Collection<BundleNeeds> others) {
        return wiring.resolvesOn(osArch)
                && wiring.imports().stream()
                        .allMatch(imported -> isPlatforms(imported.javaPackage(), lacking)
                                || others.stream().anyMatch(other -> other.exports(imported)));
    }

    private static boolean isPlatforms(String javaPackage, Set<String> lacking) {
        return !lacking.contains(javaPackage)
                && !javaPackage.startsWith("dev.chorus.")
                && !javaPackage.startsWith("ai.onnxruntime");
    }

    private boolean exports(BundleWiring.Import imported) {
        String version = wiring.exports().get(imported.javaPackage());
        return version != null && imported.range().includes(version);
    }
}
