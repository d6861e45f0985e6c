package dev.chorus.tools.benchmark.echo;

import dev.chorus.core.protocol.Topics;
import dev.chorus.tools.benchmark.inside.Photograph;
import dev.chorus.tools.benchmark.inside.Work;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs one echo in a process of its own: {@code URL ROOT FAMILY aggregator VARIANTS} or {@code URL ROOT FAMILY variant NAME
 * [MODELS]}. Says {@value #READY} once it listens, and ends with its standard input. Or {@code work MODELS NAME TIMES}: works
 * on pictures and says how many milliseconds each took.
 */
public final class EchoMain {

    static final String READY = "ready";
    static final String WORK = "work";

    private static final int WARM_UPS = 300;

    private EchoMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals(WORK)) {
            work(Path.of(arguments[1]), arguments[2], Integer.parseInt(arguments[3]));
            return;
        }
        Topics topics = new Topics(arguments[1], arguments[2]);
        Optional<Path> models = arguments.length > 5 ? Optional.of(Path.of(arguments[5])) : Optional.empty();
        AutoCloseable echo = arguments[3].equals("aggregator")
                ? new EchoAggregator(arguments[0], topics, Integer.parseInt(arguments[4]))
                : new EchoVariant(arguments[0], topics, arguments[4], models);
        System.out.println(READY);
        System.in.transferTo(System.err);
        echo.close();
    }

    private static void work(Path models, String name, int times) throws Exception {
        Work work = new Work(models, name);
        byte[] picture = Photograph.jpeg(640, 480);
        for (int time = -WARM_UPS; time < times; time++) {
            long begin = System.nanoTime();
            work.classify(picture);
            double took = (System.nanoTime() - begin) / 1e6;
            if (time >= 0) {
                System.out.println(took);
            }
        }
        work.close();
    }
}
