package dev.chorus.core.family;

import com.google.gson.JsonObject;
import dev.chorus.core.json.JsonFields;
import java.util.OptionalDouble;

/**
 * Reads and writes the fields {@code fittedWeight} and {@code temperature} of a variant, in {@code family.json} and in
 * its status. Absent if nothing was fitted. Stateless.
 */
public final class FitJson {

    private static final String FITTED_WEIGHT = "fittedWeight";
    private static final String TEMPERATURE = "temperature";

    private FitJson() {}

    /**
     * Reads the fit of a variant.
     *
     * @param fields of the variant
     * @throws IllegalArgumentException naming the field, the required value and the given value
     */
    public static Fit read(JsonFields fields) {
        return new Fit(
                fields.has(FITTED_WEIGHT) ? OptionalDouble.of(fields.number(FITTED_WEIGHT)) : OptionalDouble.empty(),
                fields.number(TEMPERATURE, Fit.NONE.temperature()));
    }

    /** Adds the fit to the variant; adds nothing if nothing was fitted. */
    public static void write(Fit fit, JsonObject variant) {
        fit.weight().ifPresent(weight -> variant.addProperty(FITTED_WEIGHT, weight));
        if (fit.temperature() != Fit.NONE.temperature()) {
            variant.addProperty(TEMPERATURE, fit.temperature());
        }
    }
}
