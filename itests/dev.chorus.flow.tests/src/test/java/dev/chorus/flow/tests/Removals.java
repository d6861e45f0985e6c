package dev.chorus.flow.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import dev.chorus.itests.support.Await;
import dev.chorus.itests.support.FrameworkGateway;
import dev.chorus.itests.support.ServiceThreads;
import dev.chorus.itests.support.TestClient;
import java.util.List;
import org.junit.Test;

/** Components and packages that are taken away. */
public class Removals extends FlowTest {

    @Test
    public void components_deleted_sayFarewellAndLeaveNoThread() throws Exception {
        // given
        startAll();
        assertGoodIsAnswered();
        assertFalse(ServiceThreads.names().isEmpty());

        // when
        gateway.deleteAll();

        // then
        ServiceThreads.awaitNone();
        for (String variant : FrameworkGateway.VARIANTS) {
            awaitStopped(TestClient.status("variant", variant));
        }
        awaitStopped(TestClient.status("aggregator", FrameworkGateway.AGGREGATOR));
    }

    @Test
    public void packages_uninstalledAtWork_leaveNothingAndComeBackWithTheirComponents() throws Exception {
        // given
        startAll();
        assertGoodIsAnswered();

        // when
        gateway.uninstallPackages();

        // then
        assertEquals(List.of(), gateway.bundles());
        ServiceThreads.awaitNone();
        Await.until("no connection but the client's", () -> broker.connections() == 1);

        // and when
        client.forget();
        gateway.installPackages();

        // then
        statuses.awaitOnline(FrameworkGateway.VARIANTS);
        assertGoodIsAnswered();
    }

    private void awaitStopped(String topic) {
        Await.until(
                "a farewell on " + topic,
                () -> client.last(topic).orElseThrow().json().text("state").equals("stopped"));
    }
}
