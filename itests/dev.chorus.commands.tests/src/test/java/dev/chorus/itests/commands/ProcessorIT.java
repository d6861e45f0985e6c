package dev.chorus.itests.commands;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.protocol.Status;
import dev.chorus.core.protocol.Status.State;
import dev.chorus.tools.benchmark.rig.BrokerReach;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.broker.EmbeddedBroker;
import dev.chorus.tools.gateway.ClonePackages;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages on a processor for which ONNX Runtime has no natives, as far as the JVM and the framework believe so. */
class ProcessorIT {

    @TempDir
    private Path folder;

    @Test
    void variant_onAProcessorWithoutNatives_reportsThatInItsStatus() throws Exception {
        Broker broker = EmbeddedBroker.builder().start();
        try (Rig rig = new Rig(
                ClonePackages.ofChorus().orElseThrow(),
                folder,
                "parts",
                broker,
                BrokerReach.of(broker, Optional.empty()),
                Map.of("JAVA_TOOL_OPTIONS", "-Dos.arch=arm"))) {
            rig.variant("p48");

            Status status = rig.await(
                    "p48",
                    "without a model",
                    any -> any.state() == State.NO_MODEL
                            && String.valueOf(any.problem()).contains("ONNX Runtime"));

            assertTrue(
                    status.problem().contains("ONNX Runtime cannot be loaded: there is no build for this processor"),
                    status.problem());
        }
    }
}
