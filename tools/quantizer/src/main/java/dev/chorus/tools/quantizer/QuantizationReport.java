package dev.chorus.tools.quantizer;

import dev.chorus.core.family.Variant;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What quantising did to a family, for people.
 *
 * @param variants of the family
 * @param originals their ONNX files before
 * @param quantised their ONNX files after
 * @param before how the originals did; closed or not
 * @param after how the quantised ones did; closed or not
 */
record QuantizationReport(
        List<Variant> variants,
        List<byte[]> originals,
        List<byte[]> quantised,
        LoadedFamily before,
        LoadedFamily after) {

    private static final String HEADER = "%-12s %9s %9s %7s %8s %8s %7s %7s %7s";
    private static final double PERCENT = 100;

    /** A line for each variant and one for all together. */
    void print(PrintWriter out) {
        line(out, HEADER, "variant", "bytes", "after", "ratio", "right", "after", "points", "ms", "after");
        for (int at = 0; at < variants.size(); at++) {
            int bytes = originals.get(at).length;
            int bytesAfter = quantised.get(at).length;
            line(
                    out,
                    "%-12s %9d %9d %6.2fx %s %7.3f %7.3f",
                    variants.get(at).id(),
                    bytes,
                    bytesAfter,
                    (double) bytes / bytesAfter,
                    accuracies(before.accuracy(at), after.accuracy(at)),
                    before.millis(at),
                    after.millis(at));
        }
        line(out, "%-39s  %s", "fused", accuracies(before.fusedAccuracy(), after.fusedAccuracy()));
        out.flush();
    }

    private static String accuracies(double before, double after) {
        return String.format(
                Locale.ROOT, "%6.2f %% %6.2f %% %+7.2f", PERCENT * before, PERCENT * after, PERCENT * (after - before));
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
