package dev.chorus.tools.parts;

import dev.chorus.tools.parts.sketch.Bearing;
import dev.chorus.tools.parts.sketch.Bolt;
import dev.chorus.tools.parts.sketch.Bracket;
import dev.chorus.tools.parts.sketch.Flange;
import dev.chorus.tools.parts.sketch.Gear;
import dev.chorus.tools.parts.sketch.Key;
import dev.chorus.tools.parts.sketch.Nut;
import dev.chorus.tools.parts.sketch.Pin;
import dev.chorus.tools.parts.sketch.Pulley;
import dev.chorus.tools.parts.sketch.Screw;
import dev.chorus.tools.parts.sketch.Sketch;
import dev.chorus.tools.parts.sketch.Spring;
import dev.chorus.tools.parts.sketch.Washer;
import java.util.Locale;

/** The kinds of parts; the ordinal is the class index in the label set. */
public enum PartClass {
    BEARING(new Bearing()),
    BOLT(new Bolt()),
    BRACKET(new Bracket()),
    FLANGE(new Flange()),
    GEAR(new Gear()),
    KEY(new Key()),
    NUT(new Nut()),
    PIN(new Pin()),
    PULLEY(new Pulley()),
    SCREW(new Screw()),
    SPRING(new Spring()),
    WASHER(new Washer());

    private final Sketch sketch;

    PartClass(Sketch sketch) {
        this.sketch = sketch;
    }

    /** The name in the label set: lower-case English. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Sketch sketch() {
        return sketch;
    }
}
