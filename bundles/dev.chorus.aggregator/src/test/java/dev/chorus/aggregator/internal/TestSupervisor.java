package dev.chorus.aggregator.internal;

import dev.chorus.aggregator.PlainSecrets;
import dev.chorus.core.fusion.FusionStrategy;
import dev.chorus.core.window.WindowOptions;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A supervisor for tests of other packages that change or delay its settings. */
public final class TestSupervisor implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(120);

    private final Supervisor supervisor;

    private TestSupervisor(UnaryOperator<Settings> reading) {
        supervisor = new Supervisor(
                "0.1.0", message -> {}, properties -> reading.apply(Settings.read(properties, new PlainSecrets())));
    }

    /** Creates one with a strategy that cannot be configured. */
    public static TestSupervisor fusingBy(FusionStrategy strategy) {
        return new TestSupervisor(settings -> new Settings(
                settings.place(),
                settings.deadline(),
                by(strategy, settings.windows()),
                settings.policy(),
                settings.replyTopics(),
                settings.cloud(),
                settings.homeAssistant(),
                settings.problem()));
    }

    private static WindowOptions by(FusionStrategy strategy, WindowOptions others) {
        return new WindowOptions(
                strategy,
                others.quorum(),
                others.earlyStop(),
                others.maxOpen(),
                others.maxLabels(),
                others.stragglersAfter());
    }

    /** Creates one that runs an action before it reads each configuration, on its thread. */
    public static TestSupervisor readingAfter(Runnable before) {
        return new TestSupervisor(settings -> {
            before.run();
            return settings;
        });
    }

    /** See {@link Supervisor#configure}. */
    public void configure(Map<String, ?> properties) {
        supervisor.configure(properties);
    }

    /** See {@link Supervisor#close(Duration)}. */
    public boolean close(Duration limit) {
        return supervisor.close(limit);
    }

    @Override
    public void close() {
        supervisor.close(LONG);
    }
}
