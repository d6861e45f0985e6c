package dev.chorus.tools.benchmark;

import dev.chorus.core.protocol.Status;
import dev.chorus.tools.benchmark.rig.Rig;
import dev.chorus.tools.gateway.GatewayProcess;
import dev.chorus.tools.packaging.LaterModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One gateway with one variant that gets SIGTERM. Used by one thread. */
final class StopTrial {

    private static final String VARIANT = "p48";
    private static final String LATER_VERSION = "1.1.0";
    private static final Duration MOST_FOR_WILL = Duration.ofSeconds(20);

    /** Exit values of a JVM that a signal of its own failure ended: SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
    private static final Set<Integer> FATAL = Set.of(132, 134, 135, 136, 139);

    private final Rig rig;
    private final Path later;

    StopTrial(Rig rig, BenchContext context) throws IOException {
        this.rig = rig;
        this.later =
                LaterModel.write(context.built().family(StopBench.FAMILY), VARIANT, LATER_VERSION, context.scratch());
    }

    /** What the variant does when the signal comes. */
    enum Moment {
        START("Start", "while the variant starts", Duration.ofMillis(900)),
        SWAP("Swap", "while the model is updated", Duration.ofMillis(300));

        private final String key;
        private final String meaning;
        private final Duration span;

        Moment(String key, String meaning, Duration span) {
            this.key = key;
            this.meaning = meaning;
            this.span = span;
        }

        String key() {
            return key;
        }

        String meaning() {
            return meaning;
        }
    }

    /**
     * What came of one signal.
     *
     * @param afterMillis from the begin of the start or update to the signal
     * @param exitValue of the process
     * @param isCrash whether the JVM reported a fatal error or a fatal signal ended it
     * @param isRefusal whether the log or the retained status says that the model was refused
     * @param isLeftOnline whether the retained status still says that the variant serves
     * @param isBeforeServing whether the signal came before the model in question served
     */
    record Result(
            long afterMillis,
            int exitValue,
            boolean isCrash,
            boolean isRefusal,
            boolean isLeftOnline,
            boolean isBeforeServing) {

        @Override
        public String toString() {
            return "SIGTERM after %d ms, exit code %d%s%s%s"
                    .formatted(
                            afterMillis,
                            exitValue,
                            isCrash ? ", CRASH" : "",
                            isRefusal ? ", REFUSED" : "",
                            isLeftOnline ? ", LEFT ONLINE" : "");
        }
    }

    /**
     * Runs a gateway up to the signal and looks at what it leaves.
     *
     * @param share of the moment's span at which the signal is sent, 0 to 1
     */
    Result run(Moment moment, double share) throws IOException, InterruptedException {
        Path log = rig.logFile(VARIANT);
        Files.deleteIfExists(log);
        try (GatewayProcess gateway = rig.gatewayFor(VARIANT)) {
            if (moment == Moment.SWAP) {
                gateway.create(rig.component(VARIANT));
                rig.await(VARIANT, "online", status -> status.state() == Status.State.ONLINE);
            }
            long delay = Math.round(share * moment.span.toMillis());
            CompletableFuture<Void> change = CompletableFuture.runAsync(() -> change(moment, gateway));
            TimeUnit.MILLISECONDS.sleep(delay);
            boolean isBeforeServing = !isServing(moment);
            if (!gateway.isAlive()) {
                throw new IOException("process " + gateway.processId() + " has ended before the signal, see:\n"
                        + Files.readString(log));
            }
            gateway.terminate();
            int exitValue = gateway.awaitEnd();
            change.handle((done, failure) -> null).join();
            Optional<Status> left = awaitGone();
            return new Result(
                    delay,
                    exitValue,
                    FATAL.contains(exitValue) || Files.exists(crashFile(log, gateway)),
                    isRefusal(log, left),
                    left.filter(status -> status.state().isAwaited()).isPresent(),
                    isBeforeServing);
        }
    }

    private void change(Moment moment, GatewayProcess gateway) {
        try {
            if (moment == Moment.SWAP) {
                gateway.install(later);
            } else {
                gateway.create(rig.component(VARIANT));
            }
        } catch (IOException e) {
            // The gateway ends in the middle of it.
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private boolean isServing(Moment moment) {
        return rig.status(VARIANT)
                .filter(status -> status.state().isAwaited())
                .filter(status -> moment == Moment.START || LATER_VERSION.equals(status.familyVersion()))
                .isPresent();
    }

    /** The status that the variant leaves, as soon as it says that the variant is gone, or the last after some time. */
    private Optional<Status> awaitGone() throws InterruptedException {
        long until = System.nanoTime() + MOST_FOR_WILL.toNanos();
        Optional<Status> last = rig.status(VARIANT);
        while (last.isPresent() && !isGone(last.get()) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
            last = rig.status(VARIANT);
        }
        return last;
    }

    private static boolean isGone(Status status) {
        return status.state() == Status.State.STOPPED || status.state() == Status.State.OFFLINE;
    }

    private static boolean isRefusal(Path log, Optional<Status> left) throws IOException {
        return Files.readString(log).contains("Model refused")
                || left.map(Status::problem)
                        .filter(problem -> problem.contains("refused"))
                        .isPresent();
    }

    private static Path crashFile(Path log, GatewayProcess gateway) {
        return log.resolveSibling(log.getFileName() + ".crash-" + gateway.processId());
    }
}
