package dev.chorus.inference.internal;

import dev.chorus.inference.api.ModelRefusedException;
import dev.chorus.inference.api.OnnxRuntime;

/** A process that asks twice for ONNX Runtime and prints the refusals. */
final class UnusableMachine {

    static final String REFUSED = "refused: ";

    private UnusableMachine() {}

    public static void main(String... arguments) {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                OnnxRuntime.checkUsable();
                System.out.println("usable");
            } catch (ModelRefusedException e) {
                System.out.println(REFUSED + e.getMessage());
            }
        }
    }
}
