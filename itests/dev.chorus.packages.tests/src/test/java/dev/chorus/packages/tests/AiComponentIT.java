package dev.chorus.packages.tests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.GatewayPlatform;
import dev.chorus.itests.support.ServiceThreads;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.ConfiguredComponents;
import dev.chorus.tools.testmodels.EchoModel;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.InferenceEngineService;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/**
 * The inference engine under Kura's AI component, which keeps a description for good: whatever becomes of the engine, records go
 * through again without anybody touching that component.
 */
@RunWith(PaxExam.class)
public class AiComponentIT {

    private static final String FACTORY = "dev.chorus.variant.InferenceService";
    private static final String ENGINE = "edge-engine";
    private static final String TARGET = "(kura.service.pid=" + ENGINE + ")";
    private static final String MODEL = "echo";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Inject
    private BundleContext context;

    private ConfiguredComponents components;

    @Configuration
    public Option[] platform() {
        return GatewayPlatform.options();
    }

    @Test
    public void records_whateverBecomesOfTheEngine_goThroughAgain() throws Exception {
        FrameworkGateway gateway = new FrameworkGateway(context);
        components = new ConfiguredComponents(context);
        gateway.installPackages();
        Files.write(
                folder.getRoot().toPath().resolve(MODEL + ".onnx"),
                EchoModel.of("UINT8", 1, 1).onnx());
        createEngine();
        try (StandinAiComponent component = new StandinAiComponent(context, TARGET, MODEL)) {
            // given: a description that the component keeps from now on
            component.updated();
            assertEchoes(component, 7);

            // when: the package is updated while no instance of the component is touched
            gateway.install(BuiltPackages.rewritten(
                    "chorus-variant",
                    "chorus-variant",
                    "0.2.0",
                    folder.newFolder().toPath()));
            Await.until("an engine", this::isThere);

            // then
            assertFalse(engine().isModelLoaded(MODEL));
            assertEchoes(component, 8);

            // and when: the engine is configured so that it forgets the model
            // Unloaded before, it is loaded only once the configuration is in effect, unless a later one has
            // replaced it by then.
            engine().unloadModel(MODEL);
            components.update(ENGINE, Map.of("models", MODEL));
            Await.until("the configured model", () -> isLoaded());
            components.update(ENGINE, Map.of("models", ""));
            Await.until("no model", () -> !isLoaded());

            // then
            assertEchoes(component, 9);

            // and when: the engine is deleted and created again
            deleteEngine();
            assertEquals(List.of(), component.receive(record(1)));
            createEngine();

            // then
            assertEchoes(component, 10);

            // and when: the model is gone
            Files.delete(folder.getRoot().toPath().resolve(MODEL + ".onnx"));
            engine().unloadModel(MODEL);
            deleteEngine();
            createEngine();

            // then
            KuraException refusal = assertThrows(KuraException.class, () -> component.receive(record(1)));
            assertTrue(
                    refusal.getMessage(),
                    refusal.getMessage().contains("model 'echo' is not loaded and nothing offers it"));
        }
        deleteEngine();
        ServiceThreads.awaitNone();
    }

    private void createEngine() throws Exception {
        components.create(new ComponentSettings(
                FACTORY, ENGINE, Map.of("model.folder", folder.getRoot().toString())));
    }

    /** Returns once the engine is closed: the framework deletes a configuration on a thread of its own. */
    private void deleteEngine() throws Exception {
        InferenceEngineService deleted = engine();
        components.delete(ENGINE);
        Await.until("the end of the engine", () -> !isReady(deleted) && !isThere());
    }

    private static boolean isReady(InferenceEngineService engine) {
        try {
            return engine.isEngineReady();
        } catch (KuraException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertEchoes(StandinAiComponent component, int value) throws KuraException {
        List<WireRecord> emitted = component.receive(record(value));

        assertArrayEquals(new byte[] {(byte) value}, (byte[])
                emitted.get(0).getProperties().get("same").getValue());
        assertEquals(
                (double) value, emitted.get(1).getProperties().get("number").getValue());
    }

    private static WireRecord record(int value) {
        return new WireRecord(Map.of("x", TypedValues.newTypedValue(new byte[] {(byte) value})));
    }

    private boolean isThere() {
        try {
            return !context.getServiceReferences(InferenceEngineService.class, TARGET)
                    .isEmpty();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isLoaded() {
        try {
            return engine().isModelLoaded(MODEL);
        } catch (KuraException | InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private InferenceEngineService engine() throws InvalidSyntaxException {
        return context.getService(context.getServiceReferences(InferenceEngineService.class, TARGET).stream()
                .findFirst()
                .orElseThrow());
    }
}
