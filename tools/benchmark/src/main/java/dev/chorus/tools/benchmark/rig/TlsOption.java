package dev.chorus.tools.benchmark.rig;

import dev.chorus.tools.broker.LoopbackKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On the command line: whether the broker is reached with TLS. */
public final class TlsOption {

    @Option(names = "--tls", description = "Connect all gateways and requesters with TLS, by a key made for this run.")
    private boolean tls;

    /** As words for a headline. */
    public String words() {
        return tls ? " with TLS" : "";
    }

    /**
     * Makes the key of this run; empty without TLS.
     *
     * @param folder receives the key
     */
    public Optional<LoopbackKey> key(Path folder) throws IOException, InterruptedException {
        return tls ? Optional.of(LoopbackKey.make(folder)) : Optional.empty();
    }

    /** As it was given. */
    public boolean given() {
        return tls;
    }
}
