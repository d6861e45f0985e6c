package dev.chorus.tools.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.chorus.tools.deploy.GatewayException.Kind;
import dev.chorus.tools.testgateway.SmallPackages;
import dev.chorus.tools.testgateway.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class DeploymentTest {

    private static final String MODEL = "chorus-model-parts-p48";
    private static final List<String> VARIANT_PACKAGES =
            List.of("chorus-core 0.1.0", MODEL + " 1.0.0", "chorus-onnxruntime 1.28.0", "chorus-variant 0.1.0");
    private static final TimeLimit LONG = new TimeLimit(Duration.ofSeconds(120), Duration.ofMillis(5));
    private static final TimeLimit BRIEF = new TimeLimit(Duration.ofMillis(300), Duration.ofMillis(5));

    /** Long enough for everything that succeeds on a slow machine. */
    private static final TimeLimit SHORT = new TimeLimit(Duration.ofSeconds(5), Duration.ofMillis(5));

    @TempDir
    private Path folder;

    private TestGateway gateway;
    private Recorder recorder = new Recorder();

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateway.start("admin", "secret");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void gateway_fresh_getsPackagesAndComponent() throws Exception {
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
        Map<String, String> stored = gateway.component("chorus-variant");
        assertEquals("mqtt://broker:1883", stored.get("broker.url"));
        assertEquals("parts", stored.get("family"));
        assertEquals("p48", stored.get("variant"));
        assertEquals("5", stored.get("k"));
        assertFalse(stored.containsKey("user"));
        assertEquals(
                List.of(
                        "chorus-core 0.1.0: installed",
                        "chorus-onnxruntime 1.28.0: installed",
                        "chorus-variant 0.1.0: installed",
                        MODEL + " 1.0.0: installed",
                        "chorus-variant: created, broker.url = mqtt://broker:1883, family = parts, variant = p48",
                        "done"),
                recorder.steps);
        assertTrue(recorder.waits.contains("installing chorus-core 0.1.0"), recorder.waits.toString());
        assertTrue(recorder.sentBytes.get() > 0);
    }

    @Test
    void aggregator_fresh_getsItsOwnPackages() throws Exception {
        // given
        WantedComponent wanted = WantedComponent.of(
                Role.AGGREGATOR, "fusion.1", "mqtt://broker:1883", "parts", Optional.empty(), Optional.empty());
        // when
        apply(new Order(release("0.1.0", Role.AGGREGATOR), Optional.empty(), wanted));
        // then
        assertEquals(List.of("chorus-aggregator 0.1.0", "chorus-core 0.1.0"), gateway.packages());
        assertEquals("parts", gateway.component("fusion.1").get("family"));
    }

    @Test
    void sameOrder_again_reportsNothingToChange() throws Exception {
        // given
        Order order = variant("0.1.0", "mqtt://broker:1883");
        apply(order);
        int before = gateway.changes().size();
        recorder = new Recorder();
        // when
        apply(order);
        // then
        assertEquals(before, gateway.changes().size());
        assertTrue(recorder.steps.contains("chorus-core 0.1.0: already installed"), recorder.steps.toString());
        assertTrue(recorder.steps.contains("chorus-variant: already configured"), recorder.steps.toString());
        assertEquals("nothing to change", recorder.steps.get(5));
    }

    @Test
    void package_newer_isUpdatedAlone() throws Exception {
        // given
        apply(variant("0.1.0", "mqtt://broker:1883"));
        int before = gateway.changes().size();
        recorder = new Recorder();
        List<PackageFile> packages = new ArrayList<>(release("0.1.0", Role.VARIANT));
        packages.set(
                2,
                PackageFile.read(new SmallPackages(folder.resolve("newer"))
                        .write("chorus-variant", "0.2.0", "dev.chorus.variant", "dev.chorus.inference")));
        // when
        apply(new Order(packages, Optional.empty(), wanted("mqtt://broker:1883", Optional.empty())));
        // then
        assertEquals(List.of("POST /services/deploy/v2/_upload"), changesSince(before));
        assertTrue(
                gateway.packages().contains("chorus-variant 0.2.0"),
                gateway.packages().toString());
        assertTrue(recorder.steps.contains("chorus-variant 0.2.0: updated from 0.1.0"), recorder.steps.toString());
        assertEquals("parts", gateway.component("chorus-variant").get("family"));
    }

    @Test
    void packages_older_areDowngraded() throws Exception {
        // given
        apply(variant("0.10.0", "mqtt://broker:1883"));
        recorder = new Recorder();
        // when
        apply(new Order(
                release("0.9.0", Role.VARIANT),
                Optional.empty(),
                wanted("mqtt://broker:1883", Optional.empty()),
                true));
        // then
        assertTrue(
                gateway.packages().contains("chorus-core 0.9.0"),
                gateway.packages().toString());
        assertTrue(recorder.steps.contains("chorus-core 0.9.0: downgraded from 0.10.0"), recorder.steps.toString());
        assertTrue(recorder.steps.contains("chorus-variant: already configured"), recorder.steps.toString());
    }

    @Test
    void onnxRuntime_replaced_warnsToRestart() throws Exception {
        // given
        apply(variant("0.1.0", "mqtt://broker:1883"));
        List<PackageFile> packages = new ArrayList<>(release("0.1.0", Role.VARIANT));
        packages.set(
                1,
                PackageFile.read(new SmallPackages(folder.resolve("other"))
                        .write("chorus-onnxruntime", "1.29.0", "dev.chorus.onnxruntime")));
        // when
        apply(new Order(packages, Optional.empty(), wanted("mqtt://broker:1883", Optional.empty())));
        // then
        assertTrue(
                recorder.warnings.get(0).startsWith("restart Kura on " + gateway.url()), recorder.warnings.toString());
    }

    @Test
    void property_different_isUpdatedAlone() throws Exception {
        // given
        apply(variant("0.1.0", "mqtt://broker:1883"));
        int before = gateway.changes().size();
        recorder = new Recorder();
        // when
        apply(variant("0.1.0", "mqtts://broker:8883"));
        // then
        assertEquals(
                List.of("PUT /services/configuration/v2/configurableComponents/configurations/_update"
                        + " {\"configs\":[{\"pid\":\"chorus-variant\",\"properties\":{\"broker.url\":{\"type\":\"STRING\","
                        + "\"value\":\"mqtts://broker:8883\"}}}],\"takeSnapshot\":true}"),
                changesSince(before));
        assertTrue(
                recorder.steps.contains(
                        "chorus-variant: updated, broker.url = mqtts://broker:8883 (was mqtt://broker:1883)"),
                recorder.steps.toString());
    }

    @Test
    void dryRun_freshGateway_reportsTheStepsAndChangesNothing() throws Exception {
        // given
        BrokerLogin login = new BrokerLogin("fleet", () -> fail("no password is needed"), false);
        Order order = new Order(
                release("0.1.0", Role.VARIANT), Optional.empty(), wanted("mqtt://broker:1883", Optional.of(login)));
        // when
        deployment(LONG).plan(order);
        // then
        assertEquals(List.of(), gateway.changes());
        assertEquals(
                List.of(
                        "chorus-core 0.1.0: would be installed",
                        "chorus-onnxruntime 1.28.0: would be installed",
                        "chorus-variant 0.1.0: would be installed",
                        MODEL + " 1.0.0: would be installed",
                        "chorus-variant: would be created, broker.url = mqtt://broker:1883, family = parts,"
                                + " variant = p48, user = fleet, password",
                        "dry run, nothing changed"),
                recorder.steps);
    }

    @Test
    void brokerPassword_known_isSentOnceAndNeverShown() throws Exception {
        // given
        Order order = withLogin("fleet", "s3cret", false);
        apply(order);
        assertEquals("s3cret", gateway.component("chorus-variant").get("password"));
        int before = gateway.changes().size();
        // when
        apply(withLogin("fleet", "another", false));
        // then
        assertEquals(List.of(), changesSince(before));
        assertTrue(
                recorder.steps.contains("chorus-variant: already configured, keeps its broker password"),
                recorder.steps.toString());
        assertFalse(recorder.steps.toString().contains("s3cret"), recorder.steps.toString());
    }

    @Test
    void brokerPassword_otherPropertyDiffers_isLeftOut() throws Exception {
        // given
        apply(withLogin("fleet", "s3cret", false));
        BrokerLogin login = new BrokerLogin("fleet", () -> fail("no password is needed"), false);
        // when
        apply(new Order(
                release("0.1.0", Role.VARIANT), Optional.empty(), wanted("mqtt://other:1883", Optional.of(login))));
        // then
        Map<String, String> stored = gateway.component("chorus-variant");
        assertEquals("mqtt://other:1883", stored.get("broker.url"));
        assertEquals("s3cret", stored.get("password"));
    }

    @Test
    void brokerPassword_newUserOrDeclaredNew_isSent() throws Exception {
        // given
        apply(withLogin("fleet", "one", false));
        // when
        apply(withLogin("other", "two", false));
        String afterNewUser = gateway.component("chorus-variant").get("password");
        apply(withLogin("other", "three", true));
        // then
        assertEquals("two", afterNewUser);
        assertEquals("three", gateway.component("chorus-variant").get("password"));
        assertTrue(recorder.steps.contains("chorus-variant: updated, password"), recorder.steps.toString());
    }

    @Test
    void upload_brokenInTheMiddle_isSentAgain() throws Exception {
        // given
        gateway.breakAfterUploads(2);
        recorder.onWait = () -> {
            if (recorder.waits.contains("installing chorus-variant 0.1.0")) {
                gateway.breakAfterUploads(-1);
            }
        };
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
        assertEquals("done", recorder.steps.get(recorder.steps.size() - 1));
    }

    @Test
    void upload_thatAlwaysBreaks_isUnreachable() {
        // given
        gateway.breakAfterUploads(0);
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(BRIEF).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.UNREACHABLE, failure.kind());
        assertTrue(
                failure.getMessage().startsWith("chorus-core 0.1.0 could not be sent within 0 s: "),
                failure.getMessage());
    }

    @Test
    void deployment_interruptedWhileItWaits_goesOnNextTime() throws Exception {
        // given
        Order order = variant("0.1.0", "mqtt://broker:1883");
        recorder.onWait = () -> {
            if (gateway.packages().contains("chorus-core 0.1.0")) {
                Thread.currentThread().interrupt();
            }
        };
        assertThrows(InterruptedException.class, () -> apply(order));
        recorder = new Recorder();
        // when
        apply(order);
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
        assertEquals("done", recorder.steps.get(recorder.steps.size() - 1));
    }

    @Test
    void package_thatDoesNotInstall_isNamedAndNothingFollows() throws Exception {
        // given
        gateway.failInstalling("chorus-variant", true);
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(SHORT).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.FAILED, failure.kind());
        assertEquals(
                "chorus-variant 0.1.0 was sent, but after 5 s it is not installed; the gateway's log has the reason",
                failure.getMessage());
        assertEquals(Map.of(), gateway.component("chorus-variant"));
    }

    @Test
    void package_corrupt_failsThoughTheGatewayAcceptsIt() throws Exception {
        // given
        Path garbage = Files.writeString(folder.resolve("garbage.dp"), "garbage");
        Order order = new Order(
                List.of(new PackageFile(garbage, "chorus-core", "0.1.0", List.of())),
                Optional.empty(),
                wanted("mqtt://broker:1883", Optional.empty()));
        // when
        GatewayException failure =
                assertThrows(GatewayException.class, () -> deployment(BRIEF).apply(order));
        // then
        assertEquals(Kind.FAILED, failure.kind());
        assertEquals(List.of("POST /services/deploy/v2/_upload"), gateway.changes());
    }

    @Test
    void package_whoseBundleIsInstalledOtherwise_failsWithTheReason() throws Exception {
        // given
        gateway.addPlatformBundle("dev.chorus.core", "0.1.0");
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(BRIEF).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertTrue(
                failure.getMessage().contains("bundle dev.chorus.core 0.1.0 is installed from another source"),
                failure.getMessage());
    }

    @Test
    void bundle_thatDoesNotStart_isNamedWithItsState() throws Exception {
        // given
        gateway.holdBundle("dev.chorus.inference", true);
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(SHORT).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(
                failure.getMessage().contains("its bundle dev.chorus.inference 0.1.0 is RESOLVED, not ACTIVE"),
                failure.getMessage());
    }

    @Test
    void factory_unknown_createsNothingAndIsNamed() throws Exception {
        // given
        gateway.hideFactory(Role.VARIANT.factoryPid(), true);
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(SHORT).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(failure.getMessage().contains("no factory " + Role.VARIANT.factoryPid()), failure.getMessage());
        assertTrue(
                gateway.changes().stream().noneMatch(change -> change.contains("factoryComponents")),
                gateway.changes().toString());
    }

    @Test
    void name_ofAnotherKindOfComponent_isAMistakeBeforeAnythingChanges() throws Exception {
        // given
        gateway.addBuiltInComponent("chorus-variant");
        // when
        GatewayException mistake =
                assertThrows(GatewayException.class, () -> apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.MISTAKE, mistake.kind());
        assertTrue(mistake.getMessage().contains("is not made by a factory"), mistake.getMessage());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void model_atHandNowhereButOnTheGateway_willDo() throws Exception {
        // given
        apply(variant("0.1.0", "mqtt://broker:1883"));
        List<PackageFile> withoutModel = release("0.1.0", Role.VARIANT).subList(0, 3);
        WantedComponent wanted = wanted("mqtt://broker:1883", Optional.empty());
        // when
        apply(new Order(withoutModel, Optional.of(MODEL), wanted));
        GatewayException mistake = assertThrows(
                GatewayException.class,
                () -> apply(new Order(withoutModel, Optional.of("chorus-model-parts-p99"), wanted)));
        // then
        assertTrue(recorder.steps.contains(MODEL + " 1.0.0: already installed"), recorder.steps.toString());
        assertEquals(Kind.MISTAKE, mistake.kind());
        assertTrue(
                mistake.getMessage().contains("package chorus-model-parts-p99 is missing, here and on"),
                mistake.getMessage());
    }

    @Test
    void gateway_thatIsStarting_isWaitedFor() throws Exception {
        // given
        gateway.answer503For(5);
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertTrue(recorder.waits.contains("waiting for the services of " + gateway.url()), recorder.waits.toString());
        assertEquals(VARIANT_PACKAGES, gateway.packages());
    }

    @Test
    void gateway_notReadyForLong_hintsThatItMayNotBeKura() throws Exception {
        // given
        gateway.answer503For(Integer.MAX_VALUE);
        // when
        GatewayException mistake =
                assertThrows(GatewayException.class, () -> new Deployment(connect("secret"), BRIEF, LONG, recorder)
                        .apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.NOT_READY, mistake.kind());
        assertTrue(mistake.getMessage().contains("returned 503 for POST /services/session/"), mistake.getMessage());
        assertTrue(mistake.getMessage().endsWith("is it a Kura gateway?"), mistake.getMessage());
    }

    @Test
    void gateway_absentForMomentsMeanwhile_isBorneWith() throws Exception {
        // given
        AtomicInteger waits = new AtomicInteger();
        recorder.onWait = () -> gateway.answer503For(waits.incrementAndGet() % 2);
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
    }

    @Test
    void user_withTheLeastPermissions_deploys() throws Exception {
        // given
        gateway.authentication()
                .accounts()
                .add("admin", "secret", "rest.deploy", "rest.inventory", "rest.configuration");
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
        assertEquals("p48", gateway.component("chorus-variant").get("variant"));
    }

    @Test
    void user_withoutPermissions_failsNamingAllBeforeAnyChange() {
        // given
        gateway.authentication().accounts().add("admin", "secret", "rest.inventory");
        // when
        GatewayException mistake =
                assertThrows(GatewayException.class, () -> apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.MISTAKE, mistake.kind());
        assertEquals(
                "user 'admin' of " + gateway.url() + " lacks the permissions rest.deploy, rest.configuration;"
                        + " grant it under Identities in the gateway's console",
                mistake.getMessage());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void gateway_refusingConnectionsAtFirst_isWaitedFor() throws Exception {
        // given
        gateway.refuseConnections();
        AtomicInteger waits = new AtomicInteger();
        recorder.onWait = () -> {
            try {
                if (waits.incrementAndGet() == 3) {
                    gateway.answer503For(3);
                    gateway.listen();
                }
            } catch (IOException e) {
                fail(e);
            }
        };
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertTrue(waits.get() >= 6, waits + " waits");
        assertTrue(recorder.waits.contains("waiting for the services of " + gateway.url()), recorder.waits.toString());
        assertEquals(VARIANT_PACKAGES, gateway.packages());
    }

    @Test
    void sessions_lostBetweenAnyTwoCalls_areRenewed() throws Exception {
        // given
        recorder.onWait = gateway.authentication()::endAllSessions;
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
        assertEquals("p48", gateway.component("chorus-variant").get("variant"));
    }

    @Test
    void gateway_restartingAgainAndAgain_isDeployed() throws Exception {
        // given
        AtomicInteger waits = new AtomicInteger();
        recorder.onWait = () -> {
            try {
                if (waits.incrementAndGet() % 3 == 1) {
                    gateway.refuseConnections();
                    gateway.authentication().endAllSessions();
                } else {
                    gateway.answer503For(waits.get() % 2);
                    gateway.listen();
                }
            } catch (IOException e) {
                fail(e);
            }
        };
        // when
        apply(variant("0.1.0", "mqtt://broker:1883"));
        // then
        assertEquals(VARIANT_PACKAGES, gateway.packages());
        assertEquals("p48", gateway.component("chorus-variant").get("variant"));
    }

    @Test
    void package_withARestService_isInstalledThoughRestIsTemporarilyUnavailable() throws Exception {
        // given
        WantedComponent wanted = WantedComponent.of(
                Role.WEB, "chorus-web", "mqtt://broker:1883", "parts", Optional.empty(), Optional.empty());
        // when
        apply(new Order(release("0.1.0", Role.WEB), Optional.empty(), wanted));
        // then
        assertEquals(List.of("chorus-core 0.1.0", "chorus-web 0.1.0"), gateway.packages());
        assertEquals("parts", gateway.component("chorus-web").get("family"));
    }

    @Test
    void packages_newerOnTheGateway_stayWithoutLeave() throws Exception {
        // given
        apply(variant("0.10.0", "mqtt://broker:1883"));
        int before = gateway.changes().size();
        // when
        GatewayException mistake =
                assertThrows(GatewayException.class, () -> apply(variant("0.9.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.MISTAKE, mistake.kind());
        assertEquals(
                gateway.url() + " has newer packages: chorus-core 0.10.0 (here 0.9.0), chorus-variant 0.10.0 (here"
                        + " 0.9.0); replace them with --downgrade",
                mistake.getMessage());
        assertEquals(List.of(), changesSince(before));
    }

    @Test
    void natives_forAnotherProcessor_areAMistakeBeforeAnythingChanges() {
        // given
        gateway.setOsArch("arm");
        // when
        GatewayException mistake =
                assertThrows(GatewayException.class, () -> apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.MISTAKE, mistake.kind());
        assertEquals(
                "chorus-onnxruntime 1.28.0 has natives for x86-64, aarch64 only, but the processor of " + gateway.url()
                        + " is arm",
                mistake.getMessage());
        assertEquals(List.of(), gateway.changes());
    }

    @Test
    void natives_forAnotherProcessorThatMayNotBeAsked_areNamedAfterwards() {
        // given
        gateway.setOsArch("arm");
        gateway.authentication()
                .accounts()
                .add("admin", "secret", "rest.deploy", "rest.inventory", "rest.configuration");
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(LONG).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(
                failure.getMessage()
                        .contains(
                                "its bundle dev.chorus.onnxruntime 1.28.0 is INSTALLED, not ACTIVE: it has natives for"
                                        + " x86-64, aarch64 only"),
                failure.getMessage());
    }

    @Test
    void natives_installedForAnotherProcessorInTheSameVersion_areNamed() throws Exception {
        // given
        Path other = new SmallPackages(folder.resolve("arm64"))
                .with("dev.chorus.onnxruntime", Map.of("Bundle-NativeCode", "a.so;osname=Linux;processor=aarch64"))
                .write("chorus-onnxruntime", "1.28.0", "dev.chorus.onnxruntime");
        try (GatewayServices connected = connect("secret")) {
            connected.upload(PackageFile.read(other), sent -> {});
        }
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> deployment(LONG).apply(variant("0.1.0", "mqtt://broker:1883")));
        // then
        assertTrue(
                failure.getMessage()
                        .endsWith(
                                "is INSTALLED, not ACTIVE: the installed one may have natives for another processor than"
                                        + " x86-64; remove its package and run the command again"),
                failure.getMessage());
    }

    @Test
    void javaPackage_thatThePlatformLacks_isNamed() {
        // given
        gateway.lackJavaPackage("javax.ws.rs", true);
        WantedComponent wanted = WantedComponent.of(
                Role.WEB, "chorus-web", "mqtt://broker:1883", "parts", Optional.empty(), Optional.empty());
        // when
        GatewayException failure = assertThrows(GatewayException.class, () -> deployment(LONG)
                .apply(new Order(release("0.1.0", Role.WEB), Optional.empty(), wanted)));
        // then
        assertTrue(
                failure.getMessage()
                        .contains(
                                "its bundle dev.chorus.web 0.1.0 is INSTALLED, not ACTIVE: it needs Kura 5.6 and Java 17,"
                                        + " among them javax.ws.rs [2.0,3)"),
                failure.getMessage());
    }

    @Test
    void bundle_thatStaysUnresolved_isReportedBeforeTheTimeLimit() {
        // given
        gateway.lackJavaPackage("javax.ws.rs", true);
        WantedComponent wanted = WantedComponent.of(
                Role.WEB, "chorus-web", "mqtt://broker:1883", "parts", Optional.empty(), Optional.empty());
        // when
        GatewayException failure = assertThrows(
                GatewayException.class, () -> apply(new Order(release("0.1.0", Role.WEB), Optional.empty(), wanted)));
        // then
        assertFalse(failure.getMessage().contains("after " + LONG.limit().toSeconds() + " s"), failure.getMessage());
    }

    private void apply(Order order) throws IOException, InterruptedException {
        deployment(LONG).apply(order);
    }

    private Deployment deployment(TimeLimit work) {
        return new Deployment(connect("secret"), LONG, work, recorder);
    }

    private GatewayServices connect(String password) {
        return new GatewayServices(
                GatewayAddress.parse(gateway.url()),
                new Login("admin", password.toCharArray()),
                GatewayTrust.platform(),
                user -> {});
    }

    private List<String> changesSince(int count) {
        return gateway.changes().subList(count, gateway.changes().size());
    }

    private Order variant(String version, String broker) throws IOException {
        return new Order(release(version, Role.VARIANT), Optional.empty(), wanted(broker, Optional.empty()));
    }

    private Order withLogin(String user, String password, boolean isNew) throws IOException {
        BrokerLogin login = new BrokerLogin(user, password::toCharArray, isNew);
        return new Order(
                release("0.1.0", Role.VARIANT), Optional.empty(), wanted("mqtt://broker:1883", Optional.of(login)));
    }

    private static WantedComponent wanted(String broker, Optional<BrokerLogin> login) {
        return WantedComponent.of(Role.VARIANT, "chorus-variant", broker, "parts", Optional.of("p48"), login);
    }

    private List<PackageFile> release(String version, Role role) throws IOException {
        PackageFolder packages = new PackageFolder(new SmallPackages(folder.resolve(version)).writeRelease(version));
        List<PackageFile> files = new ArrayList<>();
        for (String name : role.packages()) {
            files.add(packages.require(name));
        }
        if (role == Role.VARIANT) {
            files.add(packages.require(MODEL));
        }
        return files;
    }
}
