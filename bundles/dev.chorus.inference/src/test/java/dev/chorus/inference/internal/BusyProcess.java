package dev.chorus.inference.internal;

import dev.chorus.inference.api.ElementType;
import dev.chorus.inference.api.GraphSession;
import dev.chorus.inference.api.OnnxRuntime;
import dev.chorus.inference.api.TensorArray;
import dev.chorus.tools.testmodels.EchoModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A process that shuts down while threads load and run models; prints what fails. A hook of its own keeps the shutdown open
 * until further loads have been made, as the hooks of other programs in the same JVM may do.
 */
final class BusyProcess {

    private static final int THREADS = 2;
    private static final int RUNS_OF_EACH_SESSION = 20;
    private static final int LOADS_BEFORE = 20;
    private static final int LOADS_DURING_SHUTDOWN = 100;

    private BusyProcess() {}

    public static void main(String... arguments) throws InterruptedException {
        CountDownLatch before = new CountDownLatch(LOADS_BEFORE);
        CountDownLatch during = new CountDownLatch(LOADS_BEFORE + LOADS_DURING_SHUTDOWN);
        for (int thread = 0; thread < THREADS; thread++) {
            Thread busy = new Thread(() -> loadAndRun(before, during));
            busy.setDaemon(true);
            busy.start();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                during.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        before.await();
        System.exit(0);
    }

    private static void loadAndRun(CountDownLatch before, CountDownLatch during) {
        byte[] onnx = EchoModel.of("FLOAT", -1, 2).onnx();
        TensorArray input = new TensorArray("x", ElementType.FP32, List.of(1L, 2L), new float[] {1, 2});
        OnnxRuntime runtime = new OnnxRuntime();
        while (true) {
            try (GraphSession session = runtime.open(onnx)) {
                for (int run = 0; run < RUNS_OF_EACH_SESSION; run++) {
                    session.run(List.of(input), Set.of("same"), 2);
                }
            } catch (Exception e) {
                System.out.println("failed: " + e);
            }
            before.countDown();
            during.countDown();
        }
    }
}
