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
 * Locates the demo's files in a clone of Chorus.
 *
 * @param home folder of the clone
 */
public record DemoFiles(Path home) {

    private static final String FAMILY = "parts";
    private static final List<String> VARIANT_PACKAGES = List.of("chorus-core", "chorus-onnxruntime", "chorus-variant");
    private static final List<String> AGGREGATOR_PACKAGES = List.of("chorus-core", "chorus-aggregator", "chorus-web");

    private ClonePackages built() {
        return new ClonePackages(home);
    }

    /** Returns the folder of the platform's bundles. */
    Path platform() {
        return built().platform();
    }

    /** Returns the folder of the additional bundles for HTTP. */
    Path http() {
        return built().http();
    }

    /** Returns the folder for the logs of all processes. */
    Path logs() {
        return home.resolve("target/demo/logs");
    }

    /** Deletes the logs of earlier gateways, so that a log shows this demo only. */
    void clearGatewayLogs() throws IOException {
        Files.createDirectories(logs());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs(), "{gateway-*,aggregator}.log")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Returns the folder where running gateways store their bundles. */
    Path gateways() {
        return home.resolve("target/demo/gateways");
    }

    /** Returns the family of the demo. */
    Family family() throws IOException {
        return FamilyJson.read(Files.readString(built().family(FAMILY).resolve("family.json")));
    }

    /** Returns the deployment packages of a gateway in the order of installation. */
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
