package dev.chorus.tools.quantizer.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelWeightsTest {

    @Test
    void of_channelsOfDifferentSize_givesEachItsScale() {
        // when
        ChannelWeights quantised = ChannelWeights.of(new float[] {128, -50, 0.64f, 0.26f}, 2);

        // then
        assertArrayEquals(new byte[] {64, -25, 64, 26}, quantised.bytes());
        assertEquals(2, quantised.scales()[0]);
        assertEquals(0.01f, quantised.scales()[1], 1e-5f);
    }

    @Test
    void of_channelOfZeros_givesZeros() {
        // then
        assertArrayEquals(new byte[3], ChannelWeights.of(new float[3], 1).bytes());
    }

    @Test
    void of_anyWeights_staysWithinHalfAStep() {
        // given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        float[] weights = new float[900];
        for (int at = 0; at < weights.length; at++) {
            weights[at] = (float) random.nextGaussian();
        }

        // when
        ChannelWeights quantised = ChannelWeights.of(weights, 9);

        // then
        for (byte weight : quantised.bytes()) {
            // Two products of an unsigned and a signed byte in 16 bits, as processors without VNNI add them.
            assertTrue(2 * 255 * Math.abs(weight) <= Short.MAX_VALUE, "seed " + seed + ", byte " + weight);
        }
        for (int at = 0; at < weights.length; at++) {
            float scale = quantised.scales()[at / 100];
            float error = Math.abs(weights[at] - scale * quantised.bytes()[at]);
            // The scale itself is rounded to eleven binary digits: at the 64th step that may cost 64 / 2048.
            assertTrue(error <= 0.54f * scale, "seed " + seed + ", weight " + at + ": " + error + " of " + scale);
        }
    }
}
