package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.core.protocol.Topics;
import dev.chorus.tools.benchmark.echo.EchoProcess;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs that echo, on the broker of a rig. */
final class EchoChoir implements Choir, AutoCloseable {

    private final List<EchoProcess> processes = new ArrayList<>();
    private final Requester requester;

    /**
     * Starts them, and waits until they listen.
     *
     * @param name of the family that they stand for
     * @param models where the models lie that variants work with; empty: they do no work
     */
    EchoChoir(Rig rig, String name, int variants, Optional<Path> models, Path scratch)
            throws IOException, InterruptedException {
        Topics topics = new Topics("echo", name);
        String url = rig.broker().url();
        Path log = scratch.resolve("echo.log");
        processes.add(EchoProcess.aggregator(url, topics, variants, log));
        for (String variant : BenchVariant.VARIANTS.subList(0, variants)) {
            processes.add(EchoProcess.variant(url, topics, variant, models, log));
        }
        for (EchoProcess process : processes) {
            process.awaitReady();
        }
        requester = Requester.connect(rig.client("asks-" + name), topics, Rig.PATIENCE);
    }

    @Override
    public Requester requester() {
        return requester;
    }

    @Override
    public List<Long> processIds() {
        return processes.stream().map(EchoProcess::processId).toList();
    }

    @Override
    public void close() {
        requester.close();
        processes.forEach(EchoProcess::close);
    }
}
