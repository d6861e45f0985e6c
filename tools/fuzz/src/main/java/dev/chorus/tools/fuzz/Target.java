package dev.chorus.tools.fuzz;

import dev.chorus.tools.fuzz.entry.FamilyTarget;
import dev.chorus.tools.fuzz.entry.FrameTarget;
import dev.chorus.tools.fuzz.entry.PacketTarget;
import dev.chorus.tools.fuzz.entry.PictureTarget;
import dev.chorus.tools.fuzz.entry.RequestTarget;
import dev.chorus.tools.fuzz.entry.ResultTarget;
import dev.chorus.tools.fuzz.entry.SizeTarget;
import dev.chorus.tools.fuzz.entry.StatusTarget;
import dev.chorus.tools.fuzz.entry.TruthTarget;
import java.util.Locale;

/** What is fuzzed. */
enum Target {
    FRAME(FrameTarget.class),
    STATUS(StatusTarget.class),
    RESULT(ResultTarget.class),
    TRUTH(TruthTarget.class),
    SIZE(SizeTarget.class),
    FAMILY(FamilyTarget.class),
    REQUEST(RequestTarget.class),
    PACKET(PacketTarget.class),
    PICTURE(PictureTarget.class);

    private final Class<?> entry;

    Target(Class<?> entry) {
        this.entry = entry;
    }

    /** The class that Jazzer calls. */
    Class<?> entry() {
        return entry;
    }

    /** On the command line, and of its folder in the corpus. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
