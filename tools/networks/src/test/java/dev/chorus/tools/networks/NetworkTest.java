package dev.chorus.tools.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    /** The figures that everybody reports for MobileNetV2 (torchvision: 3,504,872 parameters, 300.8 M MACs). */
    @Test
    void of_baseModel_hasThePublishedSize() {
        // when
        Network network = BaseModel.mobileNetV2(1000);

        // then
        assertEquals(3_504_872, network.parameters());
        assertEquals(300_774_272, network.macs());
    }

    /** The paper's figures for 100 classes, to three digits. */
    @ParameterizedTest
    @CsvSource({"96, 256, 0.305, 9.6", "256, 576, 0.374, 70.8"})
    void of_variantOfThePaper_hasThePaperSize(int resolution, int headWidth, double millions, double megaMacs) {
        // given
        VariantSpec spec = VariantSpec.ofThePaper(0.35, resolution);

        // when
        Network network = Network.of(spec, 100);

        // then
        assertEquals(headWidth, network.headWidth());
        assertEquals(millions, network.parameters() / 1e6, 0.0006);
        assertEquals(megaMacs, network.macs() / 1e6, 0.06);
    }

    /**
     * By hand: 24 filters of 2x2 (288 weights, 31x31 positions), stages of 64, 256 and 256 channels whose first convolutions are
     * computed at 31, 15 and 7 pixels and whose second ones at 15, 7 and 3. Batch norms learn biases, the stem's also factors.
     */
    @Test
    void of_pooledTrunkAtFullWidth_hasTheSizeOfAirbench94() {
        // given
        VariantSpec spec = new VariantSpec("a", 32, 0, 1, 0, Trunk.POOLED, Pooling.MAX, Colour.RGB);

        // when
        Network network = Network.of(spec, 10);

        // then
        int first = 24 * 64 * 9;
        int second = 64 * 64 * 9;
        int third = 64 * 256 * 9;
        int wide = 256 * 256 * 9;
        assertEquals(256, network.headWidth());
        assertEquals(288 + first + second + third + 3 * wide + 48 + 2 * 64 + 4 * 256 + 2560 + 10, network.parameters());
        assertEquals(961 * (288 + first) + 225 * (second + third) + 2 * 49 * wide + 9 * wide + 2560, network.macs());
        assertEquals(new Cut("convolution 2", 64 * 15 * 15), network.cuts().get(2));
    }

    @Test
    void of_pooledTrunkOfNarrowVariant_keepsItsPatchFilters() {
        // given
        VariantSpec spec = new VariantSpec("a", 32, 0, 0.42, 0, Trunk.POOLED, Pooling.MAX, Colour.RGB);

        // when
        Network network = Network.of(spec, 10);

        // then
        assertEquals(
                List.of(24, 32, 32, 104, 104, 104, 104),
                network.convolutions().stream().map(Layer.Conv::out).toList());
        assertTrue(network.parameters() < 386_000, network.parameters() + " parameters");
    }

    /** ResNet-20 has 270,000 parameters and 41 M MACs; one convolution into each stage and a 1x1 head are added here. */
    @Test
    void of_residualTrunk_isALittleLargerThanResNet20() {
        // given
        VariantSpec spec = new VariantSpec("r", 32, 0, 1, 128, Trunk.RESIDUAL, Pooling.AVERAGE, Colour.RGB);

        // when
        Network network = Network.of(spec, 10);

        // then
        assertEquals(23, network.convolutions().size());
        assertEquals(0.33, network.parameters() / 1e6, 0.005);
        assertEquals(48.2, network.macs() / 1e6, 0.5);
    }

    /**
     * By hand, alpha 0.25, 16 pixels, 2 classes, stem and first stage only: stem 3x3 from 3 to 8 channels (216 weights, 16
     * of batch norm, 256 positions), depthwise 3x3 stride 2 (72, 16, 64 positions), 1x1 from 8 to 8 (64, 16, 64 positions),
     * head 1x1 from 8 to 4 (32, 8, 64 positions), classifier 4 to 2 (8 and 2).
     */
    @Test
    void sizes_tinyNetwork_matchFiguresByHand() {
        // given
        Trunk tiny = new Trunk(32, 1, List.of(Stage.bottlenecks(1, 16, 1, 2)));
        VariantSpec spec = new VariantSpec("t", 16, 0, 0.25, 4, tiny, Pooling.MAX, Colour.RGB);

        // when
        Network network = Network.of(spec, 2);

        // then
        assertEquals(216 + 16 + 72 + 16 + 64 + 16 + 32 + 8 + 8 + 2, network.parameters());
        assertEquals(216 * 256 + 72 * 64 + 64 * 64 + 32 * 64 + 8, network.macs());
    }

    /** By hand: 8 channels at 8 pixels, then a stage of 16 channels at 4 pixels with one residual of two convolutions. */
    @Test
    void cuts_plainNetwork_countWhatTheResidualKeeps() {
        // given
        Trunk tiny = new Trunk(8, 1, List.of(Stage.plain(16, 1, 2)));

        // when
        List<Cut> cuts = Network.of(new VariantSpec("t", 8, 0, 1, 4, tiny, Pooling.AVERAGE, Colour.RGB), 2)
                .cuts();

        // then
        assertEquals(
                List.of(
                        new Cut("picture", 3 * 64),
                        new Cut("convolution 1", 8 * 64),
                        new Cut("convolution 2", 16 * 16),
                        new Cut("convolution 3", 2 * 16 * 16),
                        new Cut("convolution 4", 16 * 16),
                        new Cut("convolution 5", 4 * 16),
                        new Cut("pooling", 4)),
                cuts);
        assertEquals(4 * 8 * 64, cuts.get(1).bytes(4));
    }

    /** From 0.6 MB down: 112 x 112 x 96 after the first expansion is the largest, as is well known of this network. */
    @Test
    void cuts_baseModel_peakAfterTheFirstExpansion() {
        // when
        List<Cut> cuts = BaseModel.mobileNetV2(1000).cuts();

        // then
        assertEquals(54, cuts.size());
        assertEquals(96L * 112 * 112, cuts.stream().mapToLong(Cut::values).max().orElseThrow());
        assertEquals(new Cut("pooling", 1280), cuts.get(53));
    }

    /** What issue and paper promise for 100 classes. */
    @Test
    void paperProfile_hundredClasses_isThatMuchLighterThanTheBaseModel() {
        // given
        Network base = BaseModel.mobileNetV2(100);
        List<Network> variants = Profile.PAPER.variants().stream()
                .map(spec -> Network.of(spec, 100))
                .toList();
        Network lightest = variants.get(0);
        Network heaviest = variants.get(variants.size() - 1);

        // then
        assertEquals(2.35, base.parameters() / 1e6, 0.005);
        assertEquals(7.7, (double) base.parameters() / lightest.parameters(), 0.05);
        assertEquals(6.3, (double) base.parameters() / heaviest.parameters(), 0.05);
        assertEquals(31, (double) base.macs() / lightest.macs(), 0.5);
        assertEquals(4.2, (double) base.macs() / heaviest.macs(), 0.05);
    }

    @ParameterizedTest
    @CsvSource({"0.35, 128, 320", "0.35, 320, 640", "0.5, 96, 576", "0.5, 128, 704", "0.5, 320, 1280", "1, 320, 1280"})
    void ofThePaper_anyWidth_growsItsHeadWithTheResolution(double alpha, int resolution, int headWidth) {
        // then
        assertEquals(headWidth, VariantSpec.ofThePaper(alpha, resolution).headWidth());
    }

    @Test
    void profile_unknownName_isRefused() {
        // when
        Exception refused = assertThrows(IllegalArgumentException.class, () -> Profile.of("slow"));

        // then
        assertEquals("profile is 'slow', allowed is paper or quick", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"32, 0.35, 16", "16, 0.35, 8", "24, 0.5, 16", "96, 0.35, 32", "64, 0.35, 24", "24, 0.75, 24"})
    void scaled_channels_areMultiplesOfEightThatLoseAtMostATenth(int channels, double alpha, int scaled) {
        // then
        assertEquals(scaled, Network.scaled(channels, alpha));
    }
}
