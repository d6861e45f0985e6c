package dev.chorus.tools.trainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.chorus.tools.trainer.train.Recipe.Distillation;
import dev.chorus.tools.trainer.train.Recipe.Shares;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyLossTest {

    private static final float[] LOGITS = {2, 1, 0.5f, -1, 0.25f, 1.5f, -0.5f, 0};
    private static final float[] TARGETS = {0.7f, 0.1f, 0.1f, 0.1f, 0, 0, 1, 0};

    /**
     * PyTorch computes gradients with the numbers that the loss was multiplied by. Where their memory was Java's, a garbage collection
     * between loss and gradients put anything in their place, and one step destroyed what thousands had learned.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 4", "0, 1"})
    void of_garbageCollectedBeforeTheGradients_givesTheSameGradients(double single, double fused)
            throws InterruptedException {
        // given
        Shares shares = new Shares(single, fused);
        float[] undisturbed = gradients(shares, false);

        // when
        float[] disturbed = gradients(shares, true);

        // then
        assertTrue(undisturbed[0] < 0, undisturbed[0] + " at a class that should be likelier");
        assertArrayEquals(undisturbed, disturbed);
    }

    /** The same hazard lies in any number that a recorded computation is multiplied by. */
    @Test
    void scaled_garbageCollectedBeforeTheGradient_hasTheFactorAsGradient() throws InterruptedException {
        Torch.seed(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            // given
            NDArray array = manager.create(new float[] {1, 2});
            array.setRequiresGradient(true);
            NDArray result = Torch.recording(() -> Torch.scaled(array, 3).sum());

            // when
            reuseGarbage();
            Torch.backward(result, result.onesLike());

            // then
            try (NDArray gradient = Torch.gradient(array)) {
                assertArrayEquals(new float[] {3, 3}, gradient.toFloatArray());
            }
        }
    }

    /** By hand: logits 0 and 2, temperature 2: softmax of 0 and 1; the teacher says 0.5 and 0.5, whose entropy is ln 2. */
    @Test
    void of_teacher_comparesTemperedAnswers() {
        Torch.seed(1);
        FamilyLoss loss = new FamilyLoss(List.of(1.0), 1, new Distillation(0.75, 2));
        try (NDManager manager = NDManager.newBaseManager()) {
            // given
            NDArray logits = manager.create(new float[] {0, 2}, new Shape(1, 2));
            NDArray labels = manager.create(new float[] {0, 1}, new Shape(1, 2));
            NDArray taught = manager.create(new float[] {0.5f, 0.5f}, new Shape(1, 2));

            // when
            NDArray value = loss.of(List.of(logits), new Targets(labels, Optional.of(taught)), new Shares(1, 0));

            // then
            double fromLabels = Math.log(1 + Math.exp(-2));
            double fromTeacher = (Math.log(1 + Math.E) + Math.log(1 + 1 / Math.E)) / 2 - Math.log(2);
            assertEquals(0.25 * fromLabels + 0.75 * 4 * fromTeacher, value.getFloat(), 1e-5);
        }
    }

    private static float[] gradients(Shares shares, boolean disturbed) throws InterruptedException {
        Torch.seed(1);
        FamilyLoss loss = new FamilyLoss(List.of(1.0, 2.0), 2, new Distillation(0.5, 2));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(LOGITS, new Shape(2, 4));
            logits.setRequiresGradient(true);
            NDArray other = manager.create(TARGETS, new Shape(2, 4));
            NDArray targets = manager.create(TARGETS, new Shape(2, 4));
            NDArray value = Torch.recording(
                    () -> loss.of(List.of(logits, other), new Targets(targets, Optional.of(targets)), shares));
            if (disturbed) {
                reuseGarbage();
            }
            Torch.backward(value, value.onesLike());
            try (NDArray gradient = Torch.gradient(logits)) {
                return gradient.toFloatArray();
            }
        }
    }

    /** Frees the memory of unreachable buffers and writes to as much of it as can be got. */
    private static void reuseGarbage() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
        System.gc();
        assertNotNull(collected.remove(60_000), "no garbage was collected");
        assertTrue(garbage.refersTo(null));
        List<ByteBuffer> reused = new ArrayList<>();
        for (int number = 0; number < 5_000; number++) {
            reused.add(ByteBuffer.allocateDirect(4).putFloat(0, 1e9f));
        }
        assertTrue(reused.stream().allMatch(ByteBuffer::isDirect));
    }
}
