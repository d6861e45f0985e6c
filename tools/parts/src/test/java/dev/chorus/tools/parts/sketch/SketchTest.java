package dev.chorus.tools.parts.sketch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SketchTest {

    static Stream<Sketch> sketches() {
        return Stream.of(
                new Bearing(),
                new Bolt(),
                new Bracket(),
                new Flange(),
                new Gear(),
                new Key(),
                new Nut(),
                new Pin(),
                new Pulley(),
                new Screw(),
                new Spring(),
                new Washer());
    }

    @ParameterizedTest
    @MethodSource("sketches")
    void draw_anySeed_fillsItsFrameWithoutLeavingItFar(Sketch sketch) {
        for (long seed = 0; seed < 300; seed++) {
            // when
            List<PaintedOutline> layers = sketch.draw(new SeededRandom(seed));

            // then
            assertFalse(layers.isEmpty());
            Rectangle2D bounds = new Rectangle2D.Double();
            for (PaintedOutline layer : layers) {
                bounds.add(layer.shape().getBounds2D());
            }
            String where = "seed " + seed + ": " + bounds;
            assertTrue(new Rectangle2D.Double(-1.35, -1.35, 2.7, 2.7).contains(bounds), where);
            assertTrue(Math.max(bounds.getWidth(), bounds.getHeight()) > 1, where);
        }
    }
}
