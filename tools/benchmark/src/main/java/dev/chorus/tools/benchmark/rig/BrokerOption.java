package dev.chorus.tools.benchmark.rig;

import dev.chorus.tools.broker.MosquittoBroker;
import java.nio.file.Files;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** On the command line: which broker. */
public final class BrokerOption {

    @Option(
            names = "--broker",
            paramLabel = "KIND",
            defaultValue = "artemis",
            description =
                    "Which broker: artemis, which is built in, or mosquitto, if installed (default: ${DEFAULT-VALUE}).")
    private String name;

    /** As it was given. */
    public String name() {
        return name;
    }

    /** @throws ParameterException if there is no such broker */
    public BrokerKind kind(CommandLine command) {
        return switch (name) {
            case "artemis" -> BrokerKind.ARTEMIS;
            case "mosquitto" -> {
                if (!Files.isExecutable(MosquittoBroker.PROGRAM)) {
                    throw new ParameterException(
                            command,
                            "--broker is mosquitto, but there is no " + MosquittoBroker.PROGRAM
                                    + "; allowed is artemis, or mosquitto once it is installed");
                }
                yield BrokerKind.MOSQUITTO;
            }
            default -> throw new ParameterException(
                    command, "--broker is '" + name + "', allowed is artemis or mosquitto");
        };
    }
}
