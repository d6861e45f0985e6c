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

/** What a gateway hosts: the components of one family. */
final class HostedOptions {

    private static final int MAX_PORT = 65_535;
    private static final String AGGREGATOR = "aggregator";
    private static final String WEB = "web";

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "The family that is served.")
    private String family;

    @Option(names = "--variant", paramLabel = "ID", description = "A variant to host; several times for several.")
    private List<String> variants = List.of();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the family, family.json and models (default: the model package that is built here).")
    private Path model;

    @Option(names = "--aggregator", description = "Host an aggregator.")
    private boolean aggregator;

    @Option(names = "--http", paramLabel = "PORT", description = "REST and the status page at this port of 127.0.0.1.")
    private Integer http;

    /**
     * A component to host.
     *
     * @param own properties that only it has
     */
    record Hosted(String pid, String factoryPid, Map<String, Object> own) {}

    void check(CommandSpec command) {
        Mistakes.refused(command, "--family", "family", () -> Names.check("family", family));
        variants.forEach(id -> Mistakes.refused(command, "--variant", "variant", () -> Names.check("variant", id)));
        if (components().isEmpty()) {
            throw Mistakes.mistake(
                    command, "nothing to run, required is at least one of --variant, --aggregator, --http");
        }
        if (http != null && (http < 1 || http > MAX_PORT)) {
            throw Mistakes.mistake(command, "--http is " + http + ", allowed is 1.." + MAX_PORT);
        }
        if (model != null && !Files.isRegularFile(model.resolve("family.json"))) {
            throw Mistakes.mistake(command, "--model is " + model + ", where there is no family.json");
        }
    }

    String family() {
        return family;
    }

    Optional<Integer> http() {
        return Optional.ofNullable(http);
    }

    /** Family and components, as far as file names have their characters. */
    String name(int maxLength) {
        List<String> parts = new ArrayList<>(List.of(family));
        components().stream()
                .map(Hosted::pid)
                // The page comes with another component, or alone.
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
                        command, "there is no package " + each + "; --model DIR takes a family from its folder");
            }
        }
        return files;
    }
}
