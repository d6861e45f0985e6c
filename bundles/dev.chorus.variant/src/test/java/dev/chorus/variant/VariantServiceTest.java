package dev.chorus.variant;

import dev.chorus.variant.internal.Await;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Runs the component's life cycle like DS, in a real framework. */
class VariantServiceTest {

    private final Set<Thread> threadsBefore = Await.threads();
    private final VariantService service = new VariantService();
    private Framework framework;

    @BeforeEach
    void startFramework(@TempDir Path storage) throws BundleException {
        framework = new EquinoxFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void activate_invalidProperties_neverThrowsAndLeavesNoThread() {
        // given
        Map<String, Object> rubbish = new HashMap<>();
        rubbish.put("kura.service.pid", new int[] {1});
        rubbish.put("broker.url", new Object());
        rubbish.put("password", Map.of());
        rubbish.put("k", null);
        rubbish.put("family", Collections.emptyList());

        // when
        service.activate(framework.getBundleContext(), rubbish);
        service.modified(Map.of());
        service.modified(Map.of("family", "parts", "variant", "p32", "broker.url", "mqtt://127.0.0.1:1"));
        service.modified(rubbish);
        service.deactivate();

        // then
        Await.noNewThreads(threadsBefore);
    }

    @Test
    void deactivate_whileConnectingInVain_leavesNoThread() {
        service.activate(
                framework.getBundleContext(),
                Map.of("family", "parts", "variant", "p32", "broker.url", "mqtt://127.0.0.1:1"));
        Await.until(
                () -> Await.threads().stream()
                        .anyMatch(thread -> thread.getName().startsWith("chorus-mqtt")),
                () -> "never tried to connect");

        service.deactivate();

        Await.noNewThreads(threadsBefore);
    }
}
