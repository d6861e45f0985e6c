package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import dev.chorus.tools.packaging.BundleWiring;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Installs packages in order, each after the bundles of the previous one are active. Tolerates a gateway that is
 * temporarily unavailable, as during the installation of a REST service.
 */
final class PackageInstaller {

    /** Polls without a change after which an unresolved bundle is not expected to resolve. */
    private static final int UNRESOLVED_POLLS = 20;

    private final GatewayServices gateway;
    private final TimeLimit timeout;
    private final Reporter reporter;

    PackageInstaller(GatewayServices gateway, TimeLimit timeout, Reporter reporter) {
        this.gateway = gateway;
        this.timeout = timeout;
        this.reporter = reporter;
    }

    /**
     * Returns the planned changes of an order's packages, in their order.
     *
     * @throws GatewayException if a change is a downgrade that is not permitted, or has natives for another processor
     */
    List<PackageChange> plan(Order order) throws IOException, InterruptedException {
        Map<String, String> installed = gateway.packages();
        List<PackageChange> changes = order.packages().stream()
                .map(file -> new PackageChange(file, Optional.ofNullable(installed.get(file.name()))))
                .toList();
        if (!order.allowsDowngrade()) {
            refuseDowngrade(changes);
        }
        for (PackageChange change : changes) {
            if (change.isNeeded() && !change.file().processors().isEmpty()) {
                refuseOtherProcessor(change.file());
            }
        }
        return changes;
    }

    private void refuseDowngrade(List<PackageChange> changes) throws GatewayException {
        String newer = changes.stream()
                .filter(PackageChange::isDowngrade)
                .map(change -> change.file().name() + " " + change.installed().orElseThrow() + " (here "
                        + change.file().version() + ")")
                .collect(Collectors.joining(", "));
        if (!newer.isEmpty()) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    gateway.address() + " has newer packages: " + newer + "; replace them with --downgrade");
        }
    }

    private void refuseOtherProcessor(PackageFile file) throws IOException, InterruptedException {
        Optional<String> osArch = gateway.osArch();
        if (osArch.isPresent()
                && file.bundles().stream().anyMatch(bundle -> !bundle.wiring().fits(osArch.get()))) {
            throw new GatewayException(
                    Kind.MISTAKE,
                    file + " has natives for " + String.join(", ", file.processors()) + " only, but the processor of "
                            + gateway.address() + " is " + BundleWiring.processor(osArch.get()));
        }
    }

    /**
     * Installs missing packages, and checks that all bundles are active, including those of packages installed before.
     *
     * @throws GatewayException if a package is not installed or a bundle not active in time
     */
    void apply(List<PackageChange> changes) throws IOException, InterruptedException {
        List<PackageFile> files = changes.stream().map(PackageChange::file).toList();
        for (PackageChange change : changes) {
            if (change.isNeeded()) {
                install(change.file(), files);
                if (change.file().name().equals(Role.ONNX_RUNTIME)
                        && change.installed().isPresent()) {
                    reporter.warn("restart Kura on " + gateway.address()
                            + " afterwards: a running JVM keeps the loaded ONNX Runtime");
                }
            }
            reporter.step(change.done());
        }
        for (PackageFile file : files) {
            awaitBundles(file, files);
        }
    }

    private void install(PackageFile file, List<PackageFile> files) throws IOException, InterruptedException {
        long total = Files.size(file.path());
        AtomicBoolean accepted = new AtomicBoolean();
        TimeLimit.Check installed = () -> {
            if (!accepted.get()) {
                gateway.upload(file, sent -> reporter.uploading(file, Math.min(sent, total), total));
                accepted.set(true);
            }
            return missing(file);
        };
        Optional<String> missing =
                timeout.await(installed.toleratingFaults(), since -> reporter.waiting("installing " + file, since));
        if (missing.isPresent() && !accepted.get()) {
            throw new GatewayException(
                    Kind.UNREACHABLE,
                    file + " could not be sent within " + timeout.limit().toSeconds() + " s: " + missing.get());
        }
        if (missing.isPresent()) {
            throw new GatewayException(
                    Kind.FAILED,
                    file + " was sent, but after " + timeout.limit().toSeconds() + " s " + missing.get()
                            + foreignBundle(file).orElse("; the gateway's log has the reason"));
        }
        awaitBundles(file, files);
    }

    private Optional<String> missing(PackageFile file) throws IOException, InterruptedException {
        String version = gateway.packages().get(file.name());
        if (version == null) {
            return Optional.of("it is not installed");
        }
        return version.equals(file.version())
                ? Optional.empty()
                : Optional.of("version " + version + " is still installed");
    }

    private void awaitBundles(PackageFile file, List<PackageFile> files) throws IOException, InterruptedException {
        List<PackageFile> upToThis = files.subList(0, files.indexOf(file) + 1);
        AtomicReference<Duration> waited = new AtomicReference<>(Duration.ZERO);
        Consumer<Duration> waiting = since -> {
            waited.set(since);
            reporter.waiting("starting " + file, since);
        };
        AtomicInteger unresolvedPolls = new AtomicInteger();
        TimeLimit.Check active = () -> {
            List<BundleState> bundles = gateway.bundles();
            Optional<PackageFile.Content> missing = file.bundles().stream()
                    .filter(wanted -> !isActive(wanted, bundles))
                    .findFirst();
            boolean unresolved = missing.flatMap(wanted -> find(wanted, bundles))
                    .map(BundleState::isUnresolved)
                    .orElse(false);
            if (unresolved && unresolvedPolls.incrementAndGet() > UNRESOLVED_POLLS) {
                throw new GatewayException(Kind.FAILED, problem(upToThis, waited.get()));
            }
            return missing.map(PackageFile.Content::toString);
        };
        if (timeout.await(active.toleratingFaults(), waiting).isPresent()) {
            throw new GatewayException(Kind.FAILED, problem(upToThis, timeout.limit()));
        }
    }

    private static boolean isActive(PackageFile.Content wanted, List<BundleState> bundles) {
        return find(wanted, bundles).map(BundleState::isActive).orElse(false);
    }

    private static Optional<BundleState> find(PackageFile.Content wanted, List<BundleState> bundles) {
        return bundles.stream()
                .filter(there -> wanted.symbolicName().equals(there.symbolicName())
                        && wanted.version().equals(there.version()))
                .findFirst();
    }

    /**
     * Explains the first bundle that is not active: later ones may only depend on it.
     *
     * @param files packages in the order of their dependencies
     * @param waited how long the bundles of the last package were not active
     */
    private String problem(List<PackageFile> files, Duration waited) throws IOException, InterruptedException {
        List<BundleState> bundles = gateway.bundles();
        UnresolvedReason reason = new UnresolvedReason(files, bundles, gateway.osArch());
        String after = " is installed, but after " + waited.toSeconds() + " s its bundle ";
        for (PackageFile file : files) {
            for (PackageFile.Content wanted : file.bundles()) {
                if (!isActive(wanted, bundles)) {
                    String state = find(wanted, bundles).map(BundleState::state).orElse("missing");
                    return file + after + wanted + " is " + state + ", not ACTIVE: " + reason.of(wanted, state);
                }
            }
        }
        return "the bundles of " + files.get(files.size() - 1) + " became ACTIVE just now; run the command again";
    }

    /** Explains a conflict: a bundle can be in one package only. Empty without a conflict. */
    private Optional<String> foreignBundle(PackageFile file) throws IOException, InterruptedException {
        try {
            if (gateway.packages().containsKey(file.name())) {
                return Optional.empty();
            }
            return gateway.bundles().stream()
                    .filter(there -> file.bundles().stream()
                            .anyMatch(brought -> brought.symbolicName().equals(there.symbolicName())))
                    .map(there -> "; bundle " + there.symbolicName() + " " + there.version()
                            + " is installed from another source; remove it first")
                    .findFirst();
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }
}
