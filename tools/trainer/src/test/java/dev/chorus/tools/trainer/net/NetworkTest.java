package dev.chorus.tools.trainer.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    /** The figures that everybody reports for MobileNetV2 (torchvision: 3,504,872 parameters, 300.8 M MACs). */
    @Test
    void of_baseModel_hasThePublishedSize() {
        // given
        VariantSpec base = new VariantSpec("base", 224, 1, 1280, Trunk.FULL);

        // when
        Network network = Network.of(base, 1000);

        // then
        assertEquals(3_504_872, network.parameters());
        assertEquals(300_774_272, network.macs());
    }

    /** The paper's figures for 100 classes, to three digits. */
    @ParameterizedTest
    @CsvSource({"96, 256, 0.305, 9.6", "256, 576, 0.374, 70.8"})
    void of_variantOfThePaper_hasThePaperSize(int resolution, int headWidth, double millions, double megaMacs) {
        // given
        VariantSpec spec = new VariantSpec("v", resolution, 0.35, headWidth, Trunk.FULL);

        // when
        Network network = Network.of(spec, 100);

        // then
        assertEquals(millions, network.parameters() / 1e6, 0.0006);
        assertEquals(megaMacs, network.macs() / 1e6, 0.06);
    }

    /**
     * By hand, alpha 0.25, 16 pixels, 2 classes, stem and first stage only: stem 3x3 from 3 to 8 channels (216 weights, 16
     * of batch norm, 256 positions), depthwise 3x3 stride 2 (72, 16, 64 positions), 1x1 from 8 to 8 (64, 16, 64 positions),
     * head 1x1 from 8 to 4 (32, 8, 64 positions), classifier 4 to 2 (8 and 2).
     */
    @Test
    void sizes_tinyNetwork_matchFiguresByHand() {
        // given
        Trunk tiny = new Trunk(1, List.of(2, 1, 1, 1, 1, 1, 1), List.of(1, 0, 0, 0, 0, 0, 0));
        VariantSpec spec = new VariantSpec("t", 16, 0.25, 4, tiny);

        // when
        Network network = Network.of(spec, 2);

        // then
        assertEquals(216 + 16 + 72 + 16 + 64 + 16 + 32 + 8 + 8 + 2, network.parameters());
        assertEquals(216 * 256 + 72 * 64 + 64 * 64 + 32 * 64 + 8, network.macs());
    }

    @ParameterizedTest
    @CsvSource({"32, 0.35, 16", "16, 0.35, 8", "24, 0.5, 16", "96, 0.35, 32", "64, 0.35, 24", "24, 0.75, 24"})
    void scaled_channels_areMultiplesOfEightThatLoseAtMostATenth(int channels, double alpha, int scaled) {
        // then
        assertEquals(scaled, Network.scaled(channels, alpha));
    }
}
