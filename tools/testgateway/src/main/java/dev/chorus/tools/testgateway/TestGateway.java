package dev.chorus.tools.testgateway;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A server that answers as the REST services of a gateway with Kura 5.6 do, on this machine and a free port. It starts as shipped:
 * logins by session, Basic off. Thread-safe; switches work at once.
 */
public final class TestGateway implements AutoCloseable {

    private final KuraAuthentication authentication;
    private final AtomicInteger callsWithoutRest = new AtomicInteger();
    private final InstalledPackages packages = new InstalledPackages(() -> answer503For(2));
    private final ComponentStore components = new ComponentStore(packages);
    private final CallLog changes = new CallLog();
    private final DeployService deploy = new DeployService(packages, changes);
    private final Snapshots snapshots;
    private final RestRoutes routes;
    private final HttpListener listener;

    TestGateway(Optional<TestCertificate> certificate, KuraAuthentication authentication) throws IOException {
        this.authentication = authentication;
        new RestServiceSwitches(authentication).addTo(components);
        snapshots = new Snapshots(components);
        routes = new RestRoutes(authentication);
        deploy.addTo(routes);
        new ConfigurationResource(components, snapshots, changes, this::restartAfterRollback).addTo(routes);
        new SystemResource(packages).addTo(routes);
        listener = new HttpListener(certificate, this::handle);
        listener.listen();
    }

    /** Starts one with an administrator. */
    public static TestGateway start(String user, String password) throws IOException {
        return new TestGateway(Optional.empty(), withAdministrator(user, password));
    }

    /** Starts one behind TLS with a certificate of its own. */
    public static TestGateway startSecure(String user, String password, TestCertificate certificate)
            throws IOException {
        return new TestGateway(Optional.of(certificate), withAdministrator(user, password));
    }

    private static KuraAuthentication withAdministrator(String user, String password) {
        KuraAuthentication authentication = new KuraAuthentication();
        authentication.accounts().add(user, password, "kura.admin");
        return authentication;
    }

    /** Without path. */
    public String url() {
        return listener.url();
    }

    /** The identities and the ways to log in. */
    public KuraAuthentication authentication() {
        return authentication;
    }

    /** Refuses connections, as before Kura's HTTP service starts, until {@link #listen}. */
    public void refuseConnections() {
        listener.refuse();
    }

    /** Accepts connections again. */
    public void listen() throws IOException {
        listener.listen();
    }

    /** Answers so many calls with 503, as while Kura's REST services start. */
    public void answer503For(int calls) {
        callsWithoutRest.set(calls);
    }

    /** Its processor by Java's name, {@code amd64} (as shipped) or {@code aarch64}. */
    public void setOsArch(String name) {
        packages.setOsArch(name);
    }

    /** What the gateway finds at an address when it is asked to install from there. */
    public void offerDownload(String url, byte[] content) {
        deploy.offer(url, content);
    }

    private void restartAfterRollback(CountDownLatch answered) {
        authentication.endAllSessions();
        listener.restartAfter(answered);
    }

    void awaitRestart() throws IOException, InterruptedException {
        listener.awaitRestart();
    }

    InstalledPackages installedPackages() {
        return packages;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** After so many more uploads the connection breaks in the midst of one; a negative number ends that. */
    public void breakAfterUploads(int uploads) {
        deploy.breakAfterUploads(uploads);
    }

    /** Whether packages of that name fail to install. */
    public void failInstalling(String name, boolean fails) {
        switchTo(packages.failing, name, fails);
    }

    /** Whether the platform has no such Java package, so that bundles that import it stay unresolved. */
    public void lackJavaPackage(String name, boolean lacking) {
        switchTo(packages.lacking, name, lacking);
    }

    /** Whether the bundle stays where it is when it should start. */
    public void holdBundle(String symbolicName, boolean held) {
        switchTo(packages.stuck, symbolicName, held);
    }

    /** Whether the factory is not seen though its bundle runs. */
    public void hideFactory(String factoryPid, boolean hidden) {
        switchTo(components.hiddenFactories, factoryPid, hidden);
    }

    private static void switchTo(Set<String> set, String name, boolean in) {
        if (in) {
            set.add(name);
        } else {
            set.remove(name);
        }
    }

    /** A bundle that no package brought. */
    public void addPlatformBundle(String symbolicName, String version) {
        packages.addPlatformBundle(symbolicName, version);
    }

    /** A component that no factory made. */
    public void addBuiltInComponent(String pid) {
        components.addBuiltIn(pid, new JsonObject(), changed -> {});
    }

    /** Installed packages, each as {@code name version}. */
    public List<String> packages() {
        List<String> names = new ArrayList<>();
        packages.list()
                .forEach(entry -> names.add(entry.getAsJsonObject().get("name").getAsString() + " "
                        + entry.getAsJsonObject().get("version").getAsString()));
        return names;
    }

    /** What is stored of a component, passwords too; empty if there is none. */
    public Map<String, String> component(String pid) {
        return components.stored(pid);
    }

    /** Ids of what components of a factory can be configured with; empty if there is no such factory. */
    public Set<String> attributes(String factoryPid) {
        return packages.factory(factoryPid).stream()
                .flatMap(factory -> factory.attributes().stream())
                .map(Definition.Attribute::id)
                .collect(Collectors.toSet());
    }

    /** Every call that could have changed something, {@code METHOD path body}, an upload without body; in their order. */
    public List<String> changes() {
        return changes.list();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                serve(exchange, body);
            } catch (RuntimeException e) {
                KuraResponses.error(exchange, 500, "javax.servlet.ServletException");
            }
        }
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/")) {
            exchange.getResponseHeaders().set("Location", url() + "/admin/console");
            exchange.getResponseHeaders().set("Cache-Control", "no-cache,no-store,must-revalidate");
            KuraResponses.empty(exchange, 302);
        } else if (callsWithoutRest.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            KuraResponses.error(exchange, 503, "Jersey is not ready yet!");
        } else if (!authentication.handle(exchange, body)) {
            routes.handle(exchange, body);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
