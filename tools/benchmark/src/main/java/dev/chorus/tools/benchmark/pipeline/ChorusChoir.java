package dev.chorus.tools.benchmark.pipeline;

import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gateways. They end with their rig. */
final class ChorusChoir implements Choir {

    private final Rig rig;
    private final Path models;
    private final List<GatewayProcess> gateways = new ArrayList<>();

    /** With an aggregator that waits for everybody always, and no variant yet. */
    ChorusChoir(Rig rig, Path models) throws IOException, InterruptedException {
        this.rig = rig;
        this.models = models;
        gateways.add(rig.aggregator(Rig.AGGREGATOR, Map.of("stragglers.after", 0)));
    }

    /** Has so many variants from now on, no fewer than before. */
    void grow(int variants) throws IOException, InterruptedException {
        while (gateways.size() <= variants) {
            gateways.add(rig.gatewayOf(BenchVariant.VARIANTS.get(gateways.size() - 1), models));
        }
        rig.awaitVariants(variants);
    }

    @Override
    public Requester requester() {
        return rig.requester();
    }

    @Override
    public List<Long> processIds() {
        return gateways.stream().map(GatewayProcess::processId).toList();
    }
}
