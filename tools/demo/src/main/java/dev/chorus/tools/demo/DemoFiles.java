package dev.chorus.tools.demo;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.FamilyJson;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things are in a clone of Chorus.
 *
 * @param home the clone's folder
 */
public record DemoFiles(Path home) {

    private static final String FAMILY = "parts";
    private static final List<String> VARIANT_PACKAGES = List.of("chorus-core", "chorus-onnxruntime", "chorus-variant");
    private static final List<String> AGGREGATOR_PACKAGES = List.of("chorus-core", "chorus-aggregator", "chorus-web");

    private ClonePackages built() {
        return new ClonePackages(home);
    }

    /** The bundles that make a platform. */
    Path platform() {
        return built().platform();
    }

    /** The bundles that a platform has besides for HTTP. */
    Path http() {
        return built().http();
    }

    /** Where everything that runs writes its log. */
    Path logs() {
        return home.resolve("target/demo/logs");
    }

    /** Removes what earlier gateways logged, so that whoever reads a log reads of this demo. */
    void clearGatewayLogs() throws IOException {
        Files.createDirectories(logs());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs(), "{gateway-*,aggregator}.log")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Where gateways keep their bundles while they run. */
    Path gateways() {
        return home.resolve("target/demo/gateways");
    }

    /** The family that the demo shows. */
    Family family() throws IOException {
        return FamilyJson.read(Files.readString(built().family(FAMILY).resolve("family.json")));
    }

    /** The deployment packages of a gateway in the order of their installation. */
    List<Path> packagesOf(GatewayPlan gateway) throws IOException {
        List<String> names = new ArrayList<>(gateway.isAggregator() ? AGGREGATOR_PACKAGES : VARIANT_PACKAGES);
        gateway.variant().ifPresent(variant -> names.add("chorus-model-" + FAMILY + "-" + variant));
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(built().packageFile(name));
        }
        return files;
    }
}
