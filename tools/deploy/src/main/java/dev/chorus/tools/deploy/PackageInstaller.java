package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Installs packages one after the other, each only after the one before is up. */
final class PackageInstaller {

    private final Gateway gateway;
    private final Patience patience;
    private final Reporter reporter;

    PackageInstaller(Gateway gateway, Patience patience, Reporter reporter) {
        this.gateway = gateway;
        this.patience = patience;
        this.reporter = reporter;
    }

    /** What becomes of these packages, in their order. */
    List<PackageChange> plan(List<PackageFile> files) throws IOException, InterruptedException {
        Map<String, String> installed = gateway.packages();
        return files.stream()
                .map(file -> new PackageChange(file, Optional.ofNullable(installed.get(file.name()))))
                .toList();
    }

    /**
     * Does it, and sees that all bundles run, of packages that were there before too.
     *
     * @throws GatewayException if a package or a bundle of it does not come up in time
     */
    void apply(List<PackageChange> changes) throws IOException, InterruptedException {
        for (PackageChange change : changes) {
            if (change.isNeeded()) {
                install(change.file());
                if (change.file().name().equals(Role.ONNX_RUNTIME)
                        && change.installed().isPresent()) {
                    reporter.warn("restart Kura on " + gateway.address()
                            + " afterwards: a running JVM keeps the ONNX Runtime that it has loaded");
                }
            }
            reporter.step(change.done());
        }
        for (PackageChange change : changes) {
            awaitBundles(change.file());
        }
    }

    private void install(PackageFile file) throws IOException, InterruptedException {
        long total = Files.size(file.path());
        gateway.upload(file, sent -> reporter.uploading(file, Math.min(sent, total), total));
        Consumer<Duration> waiting = since -> reporter.waiting("installing " + file, since);
        Optional<String> missing = patience.await(listed(file).bearingFaults(), waiting);
        if (missing.isPresent()) {
            throw new GatewayException(
                    Kind.FAILED,
                    file + " was sent, but after " + patience.limit().toSeconds() + " s " + missing.get()
                            + foreignBundle(file) + "; the gateway tells only its log why");
        }
        awaitBundles(file);
    }

    private Patience.Look listed(PackageFile file) {
        return () -> {
            String version = gateway.packages().get(file.name());
            if (version == null) {
                return Optional.of("it is not installed");
            }
            return version.equals(file.version())
                    ? Optional.empty()
                    : Optional.of("version " + version + " is still installed");
        };
    }

    private void awaitBundles(PackageFile file) throws IOException, InterruptedException {
        Consumer<Duration> waiting = since -> reporter.waiting("starting " + file, since);
        Patience.Look active = () -> {
            List<BundleState> bundles = gateway.bundles();
            return file.bundles().stream()
                    .filter(wanted -> bundles.stream().noneMatch(there -> runs(there, wanted)))
                    .map(wanted -> "its bundle " + wanted + " is " + stateOf(wanted, bundles) + ", not ACTIVE")
                    .findFirst();
        };
        Optional<String> missing = patience.await(active.bearingFaults(), waiting);
        if (missing.isPresent()) {
            throw new GatewayException(
                    Kind.FAILED,
                    file + " is installed, but after " + patience.limit().toSeconds() + " s " + missing.get()
                            + "; the gateway tells only its log why");
        }
    }

    private static boolean runs(BundleState there, PackageFile.Content wanted) {
        return isSame(there, wanted) && there.isActive();
    }

    private static boolean isSame(BundleState there, PackageFile.Content wanted) {
        return wanted.symbolicName().equals(there.symbolicName())
                && wanted.version().equals(there.version());
    }

    private static String stateOf(PackageFile.Content wanted, List<BundleState> bundles) {
        return bundles.stream()
                .filter(there -> isSame(there, wanted))
                .map(BundleState::state)
                .findFirst()
                .orElse("missing");
    }

    /** A bundle may be in one package only; where another brought it, that is why. */
    private String foreignBundle(PackageFile file) throws IOException, InterruptedException {
        try {
            if (gateway.packages().containsKey(file.name())) {
                return "";
            }
            return gateway.bundles().stream()
                    .filter(there -> file.bundles().stream()
                            .anyMatch(brought -> brought.symbolicName().equals(there.symbolicName())))
                    .map(there -> "; bundle " + there.symbolicName() + " " + there.version()
                            + " is there by other means, which excludes this package")
                    .findFirst()
                    .orElse("");
        } catch (GatewayException e) {
            return "";
        }
    }
}
