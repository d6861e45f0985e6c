package dev.chorus.tools.cli;

import dev.chorus.core.family.Names;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the components that a gateway hosts; all of one family. */
final class HostedOptions {

    private static final int MAX_PORT = 65_535;
    private static final String AGGREGATOR = "aggregator";
    private static final String WEB = "web";

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "Name of the family.")
    private String family;

    @Option(names = "--variant", paramLabel = "ID", description = "Variant to host; repeatable.")
    private List<String> variants = List.of();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the family: family.json and models (default: the model package built in this clone).")
    private Path model;

    @Option(names = "--aggregator", description = "Host an aggregator.")
    private boolean aggregator;

    @Option(names = "--http", paramLabel = "PORT", description = "Port of REST and the status page on 127.0.0.1.")
    private Integer http;

    /**
     * Component to host.
     *
     * @param own properties of this component only
     */
    record Hosted(String pid, String factoryPid, Map<String, Object> own) {}

    void check(CommandSpec command) {
        Mistakes.refused(command, "--family", "family", () -> Names.check("family", family));
        variants.forEach(id -> Mistakes.refused(command, "--variant", "variant", () -> Names.check("variant", id)));
        if (components().isEmpty()) {
            throw Mistakes.mistake(command, "at least one is required of --variant, --aggregator, --http");
        }
        if (http != null && (http < 1 || http > MAX_PORT)) {
            throw Mistakes.mistake(command, "--http must be 1 to " + MAX_PORT + ", was " + http);
        }
        if (model != null && !Files.isRegularFile(model.resolve("family.json"))) {
            throw Mistakes.mistake(command, "--model must be a folder with family.json, was " + model);
        }
    }

    String family() {
        return family;
    }

    Optional<Integer> http() {
        return Optional.ofNullable(http);
    }

    /** Returns a name of family and components; characters that file names cannot have become underscores. */
    String name(int maxLength) {
        List<String> parts = new ArrayList<>(List.of(family));
        components().stream()
                .map(Hosted::pid)
                // The status page is hosted with another component, or alone.
                .filter(pid -> !pid.equals(WEB) || components().size() == 1)
                .forEach(parts::add);
        String joined = String.join("-", parts).replaceAll("[^A-Za-z0-9_-]", "_");
        return joined.substring(0, Math.min(joined.length(), maxLength));
    }

    List<Hosted> components() {
        List<Hosted> components = new ArrayList<>();
        if (aggregator) {
            components.add(new Hosted(AGGREGATOR, "dev.chorus.aggregator.AggregatorService", Map.of()));
        }
        for (String variant : variants) {
            Map<String, Object> own = new HashMap<>(Map.of("variant", variant));
            if (model != null) {
                own.put("model.folder", model.toAbsolutePath().toString());
            }
            components.add(new Hosted(variant, "dev.chorus.variant.VariantService", own));
        }
        if (http != null) {
            components.add(new Hosted(WEB, "dev.chorus.web.WebService", Map.of("pictures", true)));
        }
        return components;
    }

    List<Path> packages(CommandSpec command, ClonePackages clone) {
        List<String> names = new ArrayList<>(List.of("chorus-core"));
        if (aggregator) {
            names.add("chorus-aggregator");
        }
        if (http != null) {
            names.add("chorus-web");
        }
        if (!variants.isEmpty()) {
            names.addAll(List.of("chorus-onnxruntime", "chorus-variant"));
        }
        if (model == null) {
            variants.forEach(variant -> names.add("chorus-model-" + family + "-" + variant));
        }
        List<Path> files = new ArrayList<>();
        for (String each : names) {
            try {
                files.add(clone.packageFile(each));
            } catch (IOException e) {
                throw Mistakes.mistake(
                        command, "package " + each + " is missing; use --model DIR for a family in a folder");
            }
        }
        return files;
    }
}
