package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Brings one gateway to what an {@link Order} says: looks what is there, then changes what is missing or different, and nothing else.
 * It can be broken off at any point and run again.
 */
public final class Deployment {

    private final Gateway gateway;
    private final Patience start;
    private final Reporter reporter;
    private final PackageInstaller installer;
    private final ComponentSetup setup;

    /**
     * Nothing is asked yet.
     *
     * @param start what the gateway gets for its services to appear
     * @param work what it gets for each package, and for the component
     * @param reporter hears of each step
     */
    public Deployment(Gateway gateway, Patience start, Patience work, Reporter reporter) {
        this.gateway = gateway;
        this.start = start;
        this.reporter = reporter;
        this.installer = new PackageInstaller(gateway, work, reporter);
        this.setup = new ComponentSetup(gateway, work, reporter);
    }

    /**
     * Says what {@link #apply} would do, and does nothing.
     *
     * @throws GatewayException if the gateway cannot be asked, or what is ordered cannot be
     */
    public void plan(Order order) throws IOException, InterruptedException {
        List<PackageChange> changes = look(order);
        Optional<Component> current = asked(() -> setup.current(order.component()));
        changes.forEach(change -> reporter.step(change.planned()));
        reporter.step(setup.planned(order.component(), current));
        reporter.step("nothing was changed: this was a dry run");
    }

    /**
     * Does it.
     *
     * @throws GatewayException if it does not succeed; what was done until then stays
     */
    public void apply(Order order) throws IOException, InterruptedException {
        List<PackageChange> changes = look(order);
        WantedComponent wanted = order.component();
        // Asked for before anything is changed.
        boolean needsPassword = wanted.needsPassword(asked(() -> setup.current(wanted)));
        Optional<PropertyValue> password = wanted.brokerLogin()
                .filter(login -> needsPassword)
                .map(login -> wanted.password(login.password().get()));
        installer.apply(changes);
        boolean configured = setup.apply(wanted, password);
        boolean installed = changes.stream().anyMatch(PackageChange::isNeeded);
        reporter.step(configured || installed ? "done" : "nothing was changed: all is as it should be");
    }

    private List<PackageChange> look(Order order) throws IOException, InterruptedException {
        awaitServices();
        List<PackageChange> changes = asked(() -> installer.plan(order));
        if (order.modelThere().isPresent()) {
            String name = order.modelThere().get();
            String version = asked(gateway::packages).get(name);
            if (version == null) {
                throw new GatewayException(
                        Kind.MISTAKE,
                        "there is no package " + name + ", neither here nor on " + gateway.address()
                                + "; name the family's folder");
            }
            reporter.step(name + " " + version + ": already installed");
        }
        return changes;
    }

    private void awaitServices() throws IOException, InterruptedException {
        try {
            asked(() -> {
                gateway.checkServices();
                return true;
            });
        } catch (GatewayException e) {
            if (e.isPassing()) {
                throw new GatewayException(
                        e.kind() == Kind.ABSENT ? Kind.MISTAKE : e.kind(),
                        e.getMessage() + "; waited " + start.limit().toSeconds() + " s, is it a Kura gateway?");
            }
            throw e;
        }
    }

    /** Bears that the gateway is starting, or gone for a moment. */
    private <T> T asked(Patience.Question<T> question) throws IOException, InterruptedException {
        return start.answer(
                question, since -> reporter.waiting("waiting for the services of " + gateway.address(), since));
    }
}
