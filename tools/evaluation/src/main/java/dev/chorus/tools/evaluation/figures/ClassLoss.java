package dev.chorus.tools.evaluation.figures;

import java.util.stream.IntStream;

/**
 * What one dead device would take with it under class parallelism, the classes being dealt to the devices in turn.
 *
 * @param classes that can be answered no more, at most
 * @param mean share of the pictures that show one of them, over the devices, 0 to 1
 * @param worst the same for the device whose pictures are most, 0 to 1
 */
public record ClassLoss(int classes, double mean, double worst) {

    /**
     * Computes it.
     *
     * @param confusion knows how many pictures each class has
     * @param devices as many as variants
     */
    static ClassLoss of(Confusion confusion, int devices) {
        int[] pictures = new int[devices];
        for (int index = 0; index < confusion.classes(); index++) {
            pictures[index % devices] += confusion.pictures(index);
        }
        double all = IntStream.of(pictures).sum();
        int classes = (confusion.classes() + devices - 1) / devices;
        return new ClassLoss(
                classes, 1.0 / devices, IntStream.of(pictures).max().orElseThrow() / all);
    }
}
