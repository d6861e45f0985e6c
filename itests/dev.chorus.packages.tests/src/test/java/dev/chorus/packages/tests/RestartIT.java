package dev.chorus.packages.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.chorus.itests.support.BuiltPackages;
import dev.chorus.tools.gateway.ComponentSettings;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.gateway.GatewaySetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A gateway that lost its storage has everything again from the packages that Kura keeps, whatever their order. */
public class RestartIT {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final int RESTARTS = 3;
    private static final String GONE = "chorus-model-parts-p72";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path root;
    private PackageStore store;

    @Before
    public void layOut() {
        root = folder.getRoot().toPath();
        store = new PackageStore(root.resolve("packages"));
    }

    @Test
    public void start_withEmptiedStorage_hasWhatWasInstalledUpdatedDowngradedAndLeft() throws Exception {
        // given
        try (GatewayProcess gateway = start(List.of())) {
            for (Path file : BuiltPackages.withoutHttp()) {
                install(gateway, file);
            }
            for (String name : List.of("chorus-core", "chorus-variant", "chorus-aggregator")) {
                install(gateway, BuiltPackages.rewritten(name, name, "9.0.0", root));
            }
            install(gateway, BuiltPackages.named("chorus-aggregator"));
            uninstall(gateway, "chorus-model-parts-p64");
            install(gateway, BuiltPackages.named("chorus-model-parts-p64"));
            uninstall(gateway, GONE);
            gateway.kill();
        }
        assertEquals(BuiltPackages.withoutHttp().size() - 1, store.files().size());
        assertTrue(Files.exists(store.folder().resolve("chorus-core_9.0.0.dp")));
        long seed = System.nanoTime();
        System.out.println("RestartIT: seed " + seed);
        Random random = new Random(seed);

        for (int restart = 0; restart < RESTARTS; restart++) {
            // when
            List<Path> files = store.files();
            Collections.shuffle(files, random);
            try (GatewayProcess gateway = start(files)) {
                // then
                gateway.create(new ComponentSettings("dev.chorus.variant.VariantService", "line1", Map.of()));
                gateway.create(new ComponentSettings("dev.chorus.aggregator.AggregatorService", "sum1", Map.of()));
                assertThrows("seed " + seed, IOException.class, () -> gateway.uninstall(GONE));
                for (Path file : files) {
                    gateway.uninstall(BuiltPackages.nameOf(file));
                }
            }
        }
    }

    private GatewayProcess start(List<Path> files) throws IOException, InterruptedException {
        GatewayProcess gateway = GatewayProcess.launch(new GatewaySetup(
                root.resolve("data"),
                Path.of(System.getProperty("chorus.platform")),
                files,
                List.of(),
                root.resolve("gateway.log")));
        gateway.awaitReady(START_TIMEOUT);
        return gateway;
    }

    private void install(GatewayProcess gateway, Path file) throws IOException, InterruptedException {
        gateway.install(file);
        store.keep(file);
    }

    private void uninstall(GatewayProcess gateway, String name) throws IOException, InterruptedException {
        gateway.uninstall(name);
        store.drop(name);
    }
}
