package dev.chorus.tools.benchmark;

import dev.chorus.tools.benchmark.StopTrial.Moment;
import dev.chorus.tools.benchmark.StopTrial.Result;
import dev.chorus.tools.benchmark.rig.Rig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Sends SIGTERM to gateways whose variant loads a model or runs it for the first time. */
final class StopBench implements Bench {

    static final String FAMILY = "parts";

    /** How a gateway's JVM ends on SIGTERM. */
    private enum End {
        /** A shutdown hook stops the framework, as {@code ./chorus gateway} does. */
        ORDERLY("stops its framework", Map.of()),
        /** The JVM ends at once. */
        AS_KURA("deactivates nothing, as Kura", Rig.AS_KURA);

        private final String meaning;
        private final Map<String, String> environment;

        End(String meaning, Map<String, String> environment) {
            this.meaning = meaning;
            this.environment = environment;
        }
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String description() {
        return "SIGTERM to a gateway's process while its variant starts and while its model is updated, each at moments spread"
                + " evenly over that time: crashes, models reported as refused, statuses that stay online.";
    }

    @Override
    public List<Figure> run(BenchContext context) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (End end : End.values()) {
            try (Rig rig = context.rig(FAMILY, end.environment)) {
                StopTrial trial = new StopTrial(rig, context);
                for (Moment moment : Moment.values()) {
                    List<Result> results = new ArrayList<>();
                    for (int time = 0; time < context.times(); time++) {
                        Result result = trial.run(moment, (time + 0.5) / context.times());
                        context.progress()
                                .accept("%s, %s, %d of %d: %s"
                                        .formatted(end.meaning, moment.meaning(), time + 1, context.times(), result));
                        results.add(result);
                    }
                    figures.addAll(figures(end, moment, results));
                }
            }
        }
        return figures;
    }

    private static List<Figure> figures(End end, Moment moment, List<Result> results) {
        String key = end.name().toLowerCase(Locale.ROOT).replace("_k", "K") + moment.key();
        String meaning = ", " + moment.meaning() + ", gateway " + end.meaning;
        return List.of(
                count(key + "Tries", "tries" + meaning, results, result -> true),
                count(key + "InTime", "of these before the model served" + meaning, results, Result::isBeforeServing),
                count(key + "Crashes", "crashes" + meaning, results, Result::isCrash)
                        .atMost(0),
                count(key + "Refusals", "models reported as refused" + meaning, results, Result::isRefusal)
                        .atMost(0),
                count(key + "Online", "statuses that stayed online" + meaning, results, Result::isLeftOnline)
                        .atMost(0));
    }

    private static Figure count(String key, String meaning, List<Result> results, Predicate<Result> wanted) {
        return Figure.once(key, meaning, "", results.stream().filter(wanted).count());
    }
}
