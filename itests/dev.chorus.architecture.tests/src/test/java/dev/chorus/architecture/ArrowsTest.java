package dev.chorus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of {@code docs/design.md}, "Where things live". A rule that matches no class fails, so none is idle. */
class ArrowsTest {

    private static final JavaClasses BUNDLES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.chorus");

    /** Classes that create threads besides {@code SerialExecutor}, each for a reason of its own. */
    private static final Set<String> CREATE_THREADS = Set.of(
            // The MQTT client brings what runs on them.
            "dev.chorus.mqtt.internal.paho.NamedThreads",
            // Several threads take requests from one queue.
            "dev.chorus.variant.internal.request.Workers",
            // Never started: it finds out whether the JVM is shutting down.
            "dev.chorus.variant.internal.model.JvmShutdown");

    @Test
    void core_dependsOn_plainJavaAndGsonOnly() {
        classes()
                .that()
                .resideInAPackage("dev.chorus.core..")
                .and()
                .resideOutsideOfPackage("dev.chorus.core.concurrent..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.google.gson..", "org.osgi.annotation..", "dev.chorus.core..")
                .check(BUNDLES);
    }

    @Test
    void executors_dependOn_metricsAndTheLogOnly() {
        classes()
                .that()
                .resideInAPackage("dev.chorus.core.concurrent..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.slf4j..",
                        "org.osgi.annotation..",
                        "dev.chorus.core.metrics..",
                        "dev.chorus.core.concurrent..")
                .check(BUNDLES);
    }

    @Test
    void mqtt_dependsOn_coreAndPahoOnly() {
        classes()
                .that()
                .resideInAPackage("dev.chorus.mqtt..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net..",
                        "org.slf4j..",
                        "org.osgi.annotation..",
                        "org.eclipse.paho..",
                        "dev.chorus.core..",
                        "dev.chorus.mqtt..")
                .check(BUNDLES);
    }

    @Test
    void kuraBundle_dependsOn_theLinkAndKuraOnly() {
        classes()
                .that()
                .resideInAPackage("dev.chorus.kura.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net..",
                        "org.osgi..",
                        "org.eclipse.kura..",
                        "dev.chorus.mqtt.service..",
                        "dev.chorus.kura.api..")
                .check(BUNDLES);
    }

    @Test
    void paho_isUsed_insideTheLinkOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.chorus.mqtt.internal.paho..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.paho..")
                .check(BUNDLES);
    }

    @Test
    void onnxRuntime_isUsed_byInferenceAndToolsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.chorus.inference..", "dev.chorus.tools..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(BUNDLES);
    }

    @Test
    void inference_dependsOn_coreAndOnnxRuntimeOnly() {
        classes()
                .that()
                .resideInAPackage("dev.chorus.inference..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.slf4j..",
                        "org.osgi.annotation..",
                        "ai.onnxruntime..",
                        "dev.chorus.core..",
                        "dev.chorus.inference..")
                .check(BUNDLES);
    }

    @Test
    void variant_knowsNothingOf_theAggregator() {
        noClasses()
                .that()
                .resideInAPackage("dev.chorus.variant..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.chorus.aggregator..")
                .check(BUNDLES);
    }

    @Test
    void aggregator_knowsNothingOf_theVariant() {
        noClasses()
                .that()
                .resideInAPackage("dev.chorus.aggregator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.chorus.variant..")
                .check(BUNDLES);
    }

    @Test
    void wires_dependOn_mqttAndCoreOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.chorus.wires..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.chorus.variant..", "dev.chorus.aggregator..", "dev.chorus.inference..")
                .check(BUNDLES);
    }

    @Test
    void wires_areUsed_byNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.chorus.wires..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.chorus.wires..")
                .check(BUNDLES);
    }

    @Test
    void web_dependsOn_mqttAndCoreOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.chorus.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.chorus.variant..", "dev.chorus.aggregator..", "dev.chorus.inference..")
                .check(BUNDLES);
    }

    @Test
    void jaxRs_isUsed_byTheRestServiceOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.chorus.web.RestService")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.ws.rs..")
                .check(BUNDLES);
    }

    @Test
    void servlets_areUsed_byTheStatusPageOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.chorus.web.StatusPage")
                .and()
                .resideOutsideOfPackage("dev.chorus.web.internal.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.servlet..", "org.osgi.service.http..")
                .check(BUNDLES);
    }

    @Test
    void bundles_knowNothingOf_tools() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.chorus.core..",
                        "dev.chorus.inference..",
                        "dev.chorus.kura.api..",
                        "dev.chorus.mqtt..",
                        "dev.chorus.variant..",
                        "dev.chorus.aggregator..",
                        "dev.chorus.web..",
                        "dev.chorus.wires..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.chorus.tools..")
                .check(BUNDLES);
    }

    @Test
    void kura_isUsed_byComponentClassesOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.chorus.variant..", "dev.chorus.aggregator..", "dev.chorus.web..", "dev.chorus.wires..")
                .and()
                .haveSimpleNameNotEndingWith("Service")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.kura..")
                .check(BUNDLES);
    }

    @Test
    void internals_areUsed_byTheirOwnBundleOnly() {
        classes()
                .that()
                .resideInAPackage("dev.chorus.(*).internal..")
                .should(beUsedByTheirOwnBundleOnly())
                .check(BUNDLES);
    }

    @Test
    void threads_areCreated_bySerialExecutorOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.chorus.core.concurrent..")
                .and(doNotBelongTo(CREATE_THREADS))
                .should()
                .accessTargetWhere(createThreads())
                .check(BUNDLES);
    }

    /** They probe linearly: keys of equal hashes, which peers can choose, take the square of their number. */
    @Test
    void keysOfPeers_areCopied_bySortedCopiesOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.chorus.core..", "dev.chorus.aggregator..", "dev.chorus.web..", "dev.chorus.wires..")
                .should()
                .accessTargetWhere(copyByHash())
                .check(BUNDLES);
    }

    private static DescribedPredicate<JavaAccess<?>> copyByHash() {
        return DescribedPredicate.describe("it copies keys by their hashes", access -> {
            JavaClass owner = access.getTargetOwner();
            boolean copies = access.getName().equals("copyOf")
                    && (owner.isEquivalentTo(Map.class) || owner.isEquivalentTo(Set.class));
            boolean collects = owner.isEquivalentTo(Collectors.class)
                    && Set.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap").contains(access.getName());
            return copies || collects;
        });
    }

    @Test
    void coresPackages_haveNoCycles() {
        slices().matching("dev.chorus.core.(*)..").should().beFreeOfCycles().check(BUNDLES);
    }

    /** With the classes within them, lambdas included. */
    private static DescribedPredicate<JavaClass> doNotBelongTo(Set<String> topLevelClasses) {
        return DescribedPredicate.describe(
                "do not belong to " + topLevelClasses,
                one -> !topLevelClasses.contains(one.getName().split("\\$")[0]));
    }

    private static DescribedPredicate<JavaAccess<?>> createThreads() {
        return DescribedPredicate.describe("it creates threads", access -> {
            JavaClass owner = access.getTargetOwner();
            boolean constructs = access.getName().equals(JavaConstructor.CONSTRUCTOR_NAME);
            return owner.isEquivalentTo(Executors.class)
                    || constructs
                            && Stream.of(Thread.class, Timer.class, ThreadPoolExecutor.class, ForkJoinPool.class)
                                    .anyMatch(owner::isAssignableTo);
        });
    }

    private static ArchCondition<JavaClass> beUsedByTheirOwnBundleOnly() {
        return new ArchCondition<>("be used by their own bundle only") {
            @Override
            public void check(JavaClass inner, ConditionEvents events) {
                String bundle = inner.getPackageName().replaceFirst("\\.internal.*", "");
                inner.getDirectDependenciesToSelf().stream()
                        .filter(use -> !use.getOriginClass().getPackageName().startsWith(bundle))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(inner, use.getDescription())));
            }
        };
    }
}
