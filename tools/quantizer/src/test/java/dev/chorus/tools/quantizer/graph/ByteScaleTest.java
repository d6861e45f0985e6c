package dev.chorus.tools.quantizer.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ByteScaleTest {

    private final Histogram histogram = new Histogram();

    @Test
    void covering_onlyPositiveNumbers_spendsNoByteOnOthers() {
        // when
        ByteScale scale = ByteScale.covering(0, 51);

        // then
        assertEquals(new ByteScale(0.2f, 0), scale);
        assertEquals(51, scale.real(255), 1e-5);
    }

    @Test
    void covering_numbersOfBothSigns_keepsZeroExact() {
        // when
        ByteScale scale = ByteScale.covering(-1, 1);

        // then
        assertEquals(0, scale.real(scale.byteOf(0)));
        assertEquals(-1, scale.real(scale.byteOf(-1)), scale.scale());
        assertEquals(1, scale.real(scale.byteOf(1)), scale.scale());
    }

    @Test
    void fitting_evenlySpreadNumbers_coversThemAll() {
        // given
        for (int number = 0; number <= 255; number++) {
            histogram.add(number);
        }

        // then
        assertEquals(ByteScale.covering(0, 255), ByteScale.fitting(histogram));
    }

    @Test
    void fitting_oneNumberFarFromManyOthers_cutsItOff() {
        // given
        for (int number = 0; number < 1_000_000; number++) {
            histogram.add(number % 1000 / 1000f);
        }
        histogram.add(2);

        // when
        ByteScale scale = ByteScale.fitting(histogram);

        // then
        assertTrue(scale.real(255) < 1.9, scale::toString);
        assertTrue(scale.real(255) > 0.9, scale::toString);
    }

    @Test
    void fitting_valueThatIsAlwaysZero_isSomeScale() {
        // given
        histogram.add(0);

        // then
        assertEquals(new ByteScale(1, 0), ByteScale.fitting(histogram));
    }

    @Test
    void histogram_whoseRangeGrows_losesNoNumber() {
        // given
        histogram.add(1e-9f);
        histogram.add(-3);
        histogram.add(1000);

        // then
        assertEquals(3, histogram.sum(number -> 1));
        assertEquals(997, histogram.sum(number -> number), 1);
        assertEquals(-3, histogram.low());
        assertEquals(1000, histogram.high());
    }

    @Test
    void histogram_ofNoNumber_isRefused() {
        // then
        assertThrows(IllegalArgumentException.class, () -> histogram.add(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> histogram.add(Float.POSITIVE_INFINITY));
    }
}
