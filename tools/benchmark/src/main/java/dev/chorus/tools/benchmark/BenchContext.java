package dev.chorus.tools.benchmark;

import dev.chorus.tools.benchmark.rig.BrokerKind;
import dev.chorus.tools.benchmark.rig.BrokerReach;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.broker.Broker;
import dev.chorus.tools.gateway.ClonePackages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a bench finds around it.
 *
 * @param built the platform, packages and families
 * @param scratch a folder for what is written on the way, empty at first and removed afterwards
 * @param progress takes a line that says what is being done
 * @param times how often to measure what is measured several times, at least 1
 * @param broker between the gateways, where there are any
 * @param family folder of a family that is measured, or null
 * @param picture file that it is measured with, or null
 */
public record BenchContext(
        ClonePackages built,
        Path scratch,
        Consumer<String> progress,
        int times,
        BrokerKind broker,
        Path family,
        Path picture) {

    /** A broker for a family. */
    public Rig rig(String family) throws IOException, InterruptedException {
        return rig(family, Map.of());
    }

    /** A broker for a family whose gateways' processes have these variables, such as {@link Rig#AS_KURA}. */
    public Rig rig(String family, Map<String, String> environment) throws IOException, InterruptedException {
        Broker started = broker.start(true, null, Optional.empty());
        return new Rig(built, scratch, family, started, BrokerReach.of(started, Optional.empty()), environment);
    }
}
