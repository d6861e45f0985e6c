package dev.chorus.tools.trainer.family;

import dev.chorus.core.json.JsonFields;
import dev.chorus.core.json.JsonLimits;
import dev.chorus.tools.networks.Colour;
import dev.chorus.tools.networks.Pooling;
import dev.chorus.tools.networks.Profile;
import dev.chorus.tools.networks.Trunk;
import dev.chorus.tools.networks.VariantSpec;
import dev.chorus.tools.trainer.data.Augmentation;
import dev.chorus.tools.trainer.train.Recipe;
import dev.chorus.tools.trainer.train.Recipe.Distillation;
import dev.chorus.tools.trainer.train.Recipe.Method;
import dev.chorus.tools.trainer.train.Recipe.Pace;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a family's specification from JSON; docs/training.md lists the fields. What is not given is as in the profile. */
public final class SpecFile {

    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 10_000);
    private static final int MAX_VARIANTS = 256;
    private static final int MAX_STAGES = 256;
    private static final int MAX_SIDE = 1024;
    private static final Set<String> TOP = Set.of("profile", "recipe", "variants");
    private static final Set<String> RECIPE = Set.of(
            "method",
            "batchSize",
            "learningRate",
            "weightDecay",
            "averaging",
            "dropout",
            "whitened",
            "frozen",
            "joint",
            "stages",
            "patience",
            "flips",
            "turns",
            "shift",
            "mixup",
            "labelSmoothing",
            "alternating",
            "momentum",
            "biasRate",
            "logitScale",
            "teacherShare",
            "teacherTemperature");
    private static final Set<String> VARIANT =
            Set.of("id", "resolution", "margin", "alpha", "headWidth", "trunk", "pooling", "colour", "mirrored");

    private SpecFile() {}

    /**
     * Reads a specification.
     *
     * @throws IllegalArgumentException naming the field, its value and what is allowed
     */
    public static FamilySpec read(String json) {
        JsonFields fields = JsonFields.parse(json.getBytes(StandardCharsets.UTF_8), LIMITS);
        check(fields, TOP);
        FamilySpec base = FamilySpec.of(Profile.of(fields.string("profile", Profile.QUICK.toString())));
        return new FamilySpec(
                fields.has("variants") ? fields.objects("variants", MAX_VARIANTS, SpecFile::variant) : base.variants(),
                fields.has("recipe") ? recipe(fields.object("recipe"), base.recipe()) : base.recipe());
    }

    private static void check(JsonFields fields, Set<String> allowed) {
        for (String name : fields.names(JsonLimits.MAX_FIELDS)) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("field '" + name + "' is unknown, allowed are "
                        + allowed.stream().sorted().toList());
            }
        }
    }

    private static VariantSpec variant(JsonFields fields) {
        check(fields, VARIANT);
        double alpha = fields.number("alpha");
        if (!(alpha > 0 && alpha <= 10)) {
            throw new IllegalArgumentException("alpha is '" + alpha + "', allowed is above 0, at most 10");
        }
        return new VariantSpec(
                fields.string("id"),
                (int) fields.whole("resolution", 8, MAX_SIDE),
                fields.has("margin") ? (int) fields.whole("margin", 0, MAX_SIDE) : 0,
                alpha,
                (int) fields.whole("headWidth", 0, 65_536),
                Trunk.named(fields.string("trunk")),
                one(Pooling.class, "pooling", fields.string("pooling", "average")),
                one(Colour.class, "colour", fields.string("colour", "rgb")),
                fields.flag("mirrored", false));
    }

    private static Recipe recipe(JsonFields fields, Recipe base) {
        check(fields, RECIPE);
        Augmentation looks = base.augmentation();
        return new Recipe(
                one(
                        Method.class,
                        "method",
                        fields.string("method", base.method().name())),
                fields.has("batchSize") ? (int) fields.whole("batchSize", 2, 65_536) : base.batchSize(),
                fields.number("learningRate", base.learningRate()),
                fields.number("weightDecay", base.weightDecay()),
                fields.number("averaging", base.averaging()),
                fields.number("dropout", base.dropout()),
                fields.flag("whitened", base.whitened()),
                fields.number("frozen", base.frozen()),
                fields.flag("joint", base.joint()),
                fields.has("stages") ? fields.objects("stages", MAX_STAGES, SpecFile::shares) : base.shares(),
                new Augmentation(
                        fields.flag("flips", looks.flips()),
                        fields.flag("turns", looks.turns()),
                        fields.has("shift") ? (int) fields.whole("shift", 0, MAX_SIDE) : looks.shift(),
                        fields.number("mixup", looks.mixup()),
                        fields.number("labelSmoothing", looks.labelSmoothing()),
                        fields.flag("alternating", looks.alternating())),
                fields.has("patience") ? (int) fields.whole("patience", 0, 1_000_000) : base.patience(),
                new Pace(
                        fields.number("momentum", base.pace().momentum()),
                        fields.number("biasRate", base.pace().biasRate()),
                        fields.number("logitScale", base.pace().logitScale())),
                new Distillation(
                        fields.number("teacherShare", base.distillation().share()),
                        fields.number("teacherTemperature", base.distillation().temperature())));
    }

    private static Shares shares(JsonFields fields) {
        check(fields, Set.of("single", "fused"));
        return new Shares(fields.number("single"), fields.number("fused"));
    }

    private static <E extends Enum<E>> E one(Class<E> kind, String field, String name) {
        for (E constant : kind.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(field + " is '" + name + "', allowed is one of "
                + List.of(kind.getEnumConstants()).toString().toLowerCase(Locale.ROOT));
    }
}
