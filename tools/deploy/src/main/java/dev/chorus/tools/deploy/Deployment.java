package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Brings one gateway to the state of an {@link Order}: reads the current state, then changes what is missing or
 * different. It may be interrupted at any point and repeated.
 */
public final class Deployment {

    private final GatewayServices gateway;
    private final TimeLimit start;
    private final Reporter reporter;
    private final PackageInstaller installer;
    private final ComponentSetup setup;

    /**
     * Creates a deployment; sends nothing yet.
     *
     * @param start time limit for the gateway's services to respond
     * @param work time limit for each package and for the component
     * @param reporter receives each step
     */
    public Deployment(GatewayServices gateway, TimeLimit start, TimeLimit work, Reporter reporter) {
        this.gateway = gateway;
        this.start = start;
        this.reporter = reporter;
        this.installer = new PackageInstaller(gateway, work, reporter);
        this.setup = new ComponentSetup(gateway, work, reporter);
    }

    /**
     * Reports the steps of {@link #apply} without changing anything.
     *
     * @throws GatewayException if the gateway does not respond or rejects a call, or if the order cannot be carried out
     */
    public void plan(Order order) throws IOException, InterruptedException {
        List<PackageChange> changes = inspect(order);
        Optional<ReportedComponent> current = retried(() -> setup.current(order.component()));
        changes.forEach(change -> reporter.step(change.planned()));
        reporter.step(setup.planned(order.component(), current));
        reporter.step("dry run, nothing changed");
    }

    /**
     * Carries out the order.
     *
     * @throws GatewayException if a step fails; completed steps are kept
     */
    public void apply(Order order) throws IOException, InterruptedException {
        List<PackageChange> changes = inspect(order);
        WantedComponent wanted = order.component();
        // The password is requested before any change.
        boolean needsPassword = wanted.needsPassword(retried(() -> setup.current(wanted)));
        Optional<PropertyValue> password = wanted.brokerLogin()
                .filter(login -> needsPassword)
                .map(login -> wanted.password(login.password().get()));
        installer.apply(changes);
        boolean configured = setup.apply(wanted, password);
        boolean installed = changes.stream().anyMatch(PackageChange::isNeeded);
        reporter.step(configured || installed ? "done" : "nothing to change");
    }

    private List<PackageChange> inspect(Order order) throws IOException, InterruptedException {
        awaitServices();
        List<PackageChange> changes = retried(() -> installer.plan(order));
        if (order.modelThere().isPresent()) {
            String name = order.modelThere().get();
            String version = retried(gateway::packages).get(name);
            if (version == null) {
                throw new GatewayException(
                        Kind.MISTAKE,
                        "package " + name + " is missing, here and on " + gateway.address()
                                + "; specify the family's folder");
            }
            reporter.step(name + " " + version + ": already installed");
        }
        return changes;
    }

    private void awaitServices() throws IOException, InterruptedException {
        try {
            retried(() -> {
                gateway.checkServices();
                return true;
            });
        } catch (GatewayException e) {
            if (e.isTemporary()) {
                throw new GatewayException(
                        e.kind() == Kind.ABSENT ? Kind.MISTAKE : e.kind(),
                        e.getMessage() + "; waited " + start.limit().toSeconds() + " s, is it a Kura gateway?");
            }
            throw e;
        }
    }

    /** Retries while the gateway is starting or temporarily unavailable. */
    private <T> T retried(TimeLimit.Query<T> query) throws IOException, InterruptedException {
        return start.retry(query, since -> reporter.waiting("waiting for the services of " + gateway.address(), since));
    }
}
