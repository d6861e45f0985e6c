package dev.chorus.tools.trainer;

import dev.chorus.tools.evaluation.Progress;
import dev.chorus.tools.trainer.run.Training;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Shows how a training goes: progress with loss and time left, and a line for each validation. Belongs to the training's thread. */
final class TrainingView implements Training.Listener, AutoCloseable {

    private static final int STEPS_SHOWN = 1000;

    private final PrintWriter lines;
    private final Progress progress;

    TrainingView(PrintWriter lines) {
        this.lines = lines;
        this.progress = new Progress("training", STEPS_SHOWN, lines);
    }

    @Override
    public void learned(double done, int step, float loss, Duration left) {
        progress.to(
                (int) (done * STEPS_SHOWN),
                String.format(
                        Locale.ROOT,
                        "step %d, loss %.3f, %d:%02d left",
                        step,
                        loss,
                        left.toMinutes(),
                        left.toSecondsPart()));
    }

    @Override
    public void validated(double done, List<Double> singles, double fused) {
        List<String> percentages = singles.stream()
                .map(one -> String.format(Locale.ROOT, "%.1f", 100 * one))
                .toList();
        lines.println(
                String.format(Locale.ROOT, "%3.0f %%: singles %s, fused %.1f", 100 * done, percentages, 100 * fused));
        lines.flush();
    }

    @Override
    public void close() {
        progress.close();
    }
}
