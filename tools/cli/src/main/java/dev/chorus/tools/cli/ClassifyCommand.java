package dev.chorus.tools.cli;

import dev.chorus.core.protocol.RequestLimits;
import dev.chorus.core.protocol.Topics;
import dev.chorus.mqtt.api.LinkSettings;
import dev.chorus.mqtt.request.RequestClient;
import dev.chorus.mqtt.request.Response;
import dev.chorus.tools.command.Mistakes;
import dev.chorus.tools.files.InputFile;
import dev.chorus.tools.requester.Requester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chorus classify}: sends pictures to a family and prints the ranked answers in the order of the arguments. */
@Command(
        name = "classify",
        header = "Send pictures to a family and print the ranked answers.",
        description = "The exit code is 0 when every picture was classified.",
        mixinStandardHelpOptions = true,
        versionProvider = ChorusVersion.class)
final class ClassifyCommand implements Callable<Integer> {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_OPEN_REQUESTS = 4;
    private static final long MAX_TIMEOUT_MS = 60_000;

    @Spec
    private CommandSpec command;

    @Mixin
    private BrokerOptions broker;

    @Option(names = "--family", required = true, paramLabel = "NAME", description = "Name of the family.")
    private String family;

    @Option(
            names = "--root",
            paramLabel = "TOPIC",
            defaultValue = Topics.DEFAULT_ROOT,
            description = "Root of the family's topics (default: ${DEFAULT-VALUE}).")
    private String root;

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            defaultValue = "5000",
            description = "Time limit for a response, 1 to " + MAX_TIMEOUT_MS + " ms (default: ${DEFAULT-VALUE}).")
    private long timeoutMs;

    @Option(
            names = "--json",
            description = "Print one JSON object per line: the fused result with the keys \"picture\" and"
                    + " \"roundTripMs\" added.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "PICTURE", description = "JPEG or PNG files.")
    private List<Path> pictures;

    private record Asked(Path picture, CompletableFuture<Response> reply) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Topics topics = Mistakes.refused(command, "--family", "family", () -> new Topics(root, family));
        if (timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS) {
            throw Mistakes.mistake(command, "--timeout must be 1 to " + MAX_TIMEOUT_MS + " ms, was " + timeoutMs);
        }
        for (Path picture : pictures) {
            check(picture);
        }
        LinkSettings settings = broker.settings(command)
                .buffer(MAX_OPEN_REQUESTS, (long) MAX_OPEN_REQUESTS * RequestLimits.MAX_PICTURE_BYTES)
                .build();
        try (Requester requester = Requester.connect(settings, topics, CONNECT_TIMEOUT)) {
            return askAll(requester) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void check(Path picture) throws IOException {
        String problem = !Files.exists(picture)
                ? "no such file"
                : !Files.isRegularFile(picture)
                        ? "not a file"
                        : !Files.isReadable(picture)
                                ? "permission denied"
                                : Files.size(picture) > RequestLimits.MAX_PICTURE_BYTES
                                        ? "must have at most " + RequestLimits.MAX_PICTURE_BYTES + " bytes, was "
                                                + Files.size(picture)
                                        : null;
        if (problem != null) {
            throw Mistakes.mistake(command, picture + ": " + problem);
        }
    }

    private boolean askAll(Requester requester) throws IOException, InterruptedException {
        var out = command.commandLine().getOut();
        AnswerPrinter printer = json
                ? new JsonAnswers(out)
                : new TextAnswers(out, command.commandLine().getErr());
        Deque<Asked> asked = new ArrayDeque<>();
        boolean allAnswered = true;
        for (Path picture : pictures) {
            if (asked.size() == MAX_OPEN_REQUESTS) {
                allAnswered &= await(asked.remove(), requester, printer);
            }
            byte[] bytes = InputFile.bytes(picture);
            asked.add(new Asked(picture, requester.ask(RequestClient.newId(), bytes, Duration.ofMillis(timeoutMs))));
        }
        while (!asked.isEmpty()) {
            allAnswered &= await(asked.remove(), requester, printer);
        }
        return allAnswered;
    }

    private boolean await(Asked asked, Requester requester, AnswerPrinter printer) throws InterruptedException {
        try {
            Response reply = asked.reply().get();
            if (reply.isAnswered()) {
                printer.answered(asked.picture(), reply);
            } else {
                printer.unanswered(asked.picture(), reply);
            }
            return reply.isAnswered();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                String hint =
                        requester.hasHeardOfAggregator() ? "" : "; no aggregator of family " + family + " is online";
                printer.lost(asked.picture(), "timeout", "no answer within " + timeoutMs + " ms" + hint);
            } else {
                printer.lost(asked.picture(), "not sent", e.getCause().getMessage());
            }
            return false;
        }
    }
}
