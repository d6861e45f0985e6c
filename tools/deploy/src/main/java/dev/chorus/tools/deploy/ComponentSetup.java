package dev.chorus.tools.deploy;

import dev.chorus.tools.deploy.GatewayException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Creates or updates one component and verifies the result. */
final class ComponentSetup {

    private final GatewayServices gateway;
    private final TimeLimit timeout;
    private final Reporter reporter;

    ComponentSetup(GatewayServices gateway, TimeLimit timeout, Reporter reporter) {
        this.gateway = gateway;
        this.timeout = timeout;
        this.reporter = reporter;
    }

    /**
     * Returns the current configuration of the component.
     *
     * @throws GatewayException if a component of another factory has the name
     */
    Optional<ReportedComponent> current(WantedComponent wanted) throws IOException, InterruptedException {
        Optional<ReportedComponent> current = gateway.component(wanted.pid());
        if (current.isPresent() && !current.get().factoryPid().equals(wanted.factoryPid())) {
            String factory = current.get().factoryPid();
            throw new GatewayException(
                    Kind.MISTAKE,
                    "component '" + wanted.pid() + "' of " + gateway.address() + " is "
                            + (factory.isEmpty() ? "not made by a factory" : "a " + factory) + ", not a "
                            + wanted.factoryPid() + "; choose another name");
        }
        return current;
    }

    /** Describes the change for a dry run. */
    String planned(WantedComponent wanted, Optional<ReportedComponent> current) {
        return describe(wanted, current, wanted.needsPassword(current), "would be ");
    }

    /**
     * Creates the component, or updates the properties that differ.
     *
     * @param password present if the password is to be sent
     * @return whether the component was changed
     * @throws GatewayException if the factory is missing, or the component does not have the configuration in time
     */
    boolean apply(WantedComponent wanted, Optional<PropertyValue> password) throws IOException, InterruptedException {
        awaitFactory(wanted.factoryPid());
        AtomicReference<Optional<ReportedComponent>> before = new AtomicReference<>();
        AtomicBoolean changed = new AtomicBoolean();
        AtomicBoolean accepted = new AtomicBoolean();
        TimeLimit.Check asWanted = () -> {
            if (!accepted.get()) {
                // Repeated after a call without an answer: it may have been carried out.
                Optional<ReportedComponent> current = current(wanted);
                before.compareAndSet(null, current);
                List<PropertyValue> values = new ArrayList<>(wanted.differences(current));
                password.ifPresent(values::add);
                if (current.isEmpty() || !values.isEmpty()) {
                    changed.set(true);
                    change(wanted, current.isEmpty(), values);
                }
                accepted.set(true);
            }
            return wanted.missing(gateway.component(wanted.pid()), password.isPresent());
        };
        Optional<String> missing = timeout.await(
                asWanted.toleratingFaults(), since -> reporter.waiting("configuring " + wanted.pid(), since));
        if (missing.isPresent()) {
            throw new GatewayException(
                    Kind.FAILED,
                    gateway.address() + (accepted.get() ? " accepted" : " did not accept") + " the configuration of "
                            + wanted.pid() + ", but after " + timeout.limit().toSeconds() + " s " + missing.get());
        }
        reporter.step(describe(wanted, before.get(), password.isPresent(), ""));
        return changed.get();
    }

    private void change(WantedComponent wanted, boolean isNew, List<PropertyValue> values)
            throws IOException, InterruptedException {
        if (isNew) {
            gateway.create(wanted.pid(), wanted.factoryPid(), values);
        } else {
            gateway.update(wanted.pid(), values);
        }
    }

    private void awaitFactory(String factoryPid) throws IOException, InterruptedException {
        TimeLimit.Check known = () ->
                gateway.factories().contains(factoryPid) ? Optional.empty() : Optional.of("no factory " + factoryPid);
        Optional<String> missing = timeout.await(
                known.toleratingFaults(), since -> reporter.waiting("waiting for factory " + factoryPid, since));
        if (missing.isPresent()) {
            throw new GatewayException(
                    Kind.FAILED,
                    gateway.address() + " has the packages, but after "
                            + timeout.limit().toSeconds() + " s " + missing.get() + "; its log has the reason");
        }
    }

    private static String describe(
            WantedComponent wanted, Optional<ReportedComponent> current, boolean withPassword, String would) {
        List<PropertyValue> differences = wanted.differences(current);
        if (current.isPresent() && differences.isEmpty() && !withPassword) {
            return wanted.pid() + ": already configured" + passwordKept(wanted);
        }
        String values = differences.stream()
                .map(value -> value
                        + current.flatMap(component -> component.property(value.id()))
                                .map(old -> " (was " + old + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        String password = !withPassword ? passwordKept(wanted) : differences.isEmpty() ? "password" : ", password";
        return wanted.pid() + ": " + would + (current.isEmpty() ? "created, " : "updated, ") + values + password;
    }

    private static String passwordKept(WantedComponent wanted) {
        return wanted.brokerLogin().isEmpty() ? "" : ", keeps its broker password";
    }
}
