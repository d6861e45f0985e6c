package dev.chorus.tools.evaluation.report;

import dev.chorus.core.family.Fit;
import java.util.Locale;

/** What was fitted to a variant, for a cell of a table; a dash where nothing was. */
public final class FitWords {

    private static final String NOTHING = "-";

    private FitWords() {}

    /** The fitted weight. */
    public static String weight(Fit fit) {
        return fit.weight().isPresent() ? decimal(fit.weight().getAsDouble()) : NOTHING;
    }

    /** The temperature. */
    public static String temperature(Fit fit) {
        return fit.equals(Fit.NONE) ? NOTHING : decimal(fit.temperature());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
