package dev.chorus.core.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSetTest {

    @Test
    void fingerprint_askedAgain_isNotComputedAgain() {
        LabelSet labels = new LabelSet(List.of("bolt", "nut", "washer"));

        assertSame(labels.fingerprint(), labels.fingerprint());
        assertEquals("743d4a0eef51bd72", labels.fingerprint().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\ud83d"})
    void new_withWhatIsNoLabel_isRefused(String label) {
        assertThrows(IllegalArgumentException.class, () -> new LabelSet(List.of("bolt", label)));
    }
}
