package dev.chorus.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chorus.core.family.Family;
import dev.chorus.core.family.LabelSet;
import dev.chorus.core.family.Variant;
import dev.chorus.core.topk.TopK;
import dev.chorus.inference.api.InferenceSession;
import dev.chorus.inference.api.LoadedModel;
import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestTest {

    @Test
    void run_modelThatRunsOutOfMemory_isRefused() {
        Variant variant = new Variant("rgb", 0.35, 16, 8, 0.5, 3, "rgb.onnx", "0".repeat(64), 9, 9, 1);
        Family family = new Family("colours", "1.0.0", new LabelSet(List.of("red", "green", "blue")), List.of(variant));
        LoadedModel model = LoadedModel.of(family, variant, "here", new ExhaustedSession());

        ModelRefusedException refusal = assertThrows(ModelRefusedException.class, () -> SelfTest.run(model));

        assertEquals("self-test failed: there is not enough memory, Java heap space", refusal.getMessage());
    }

    private static final class ExhaustedSession implements InferenceSession {

        @Override
        public TopK run(Picture picture) {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public void close() {}
    }
}
