package dev.chorus.core.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
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

    @Test
    void jsonBytes_anyLabel_isWhatGsonWrites() {
        for (String label : List.of(
                "bolt", "a\"b\\\\c", "é", "齒輪", "👩‍🔧", "x\u2028y\u2029", "<&='>/", "\u007e\u07ff\u0800\uffff")) {
            String json = new GsonBuilder().disableHtmlEscaping().create().toJson(label);

            assertEquals(json.getBytes(StandardCharsets.UTF_8).length + 1, LabelSet.jsonBytes(label), label);
        }
    }

    @Test
    void new_withMoreBytesThanAllowed_isRefused() {
        int bytes = 200 + 3;
        List<String> most = labels(LabelSet.MAX_JSON_BYTES / bytes);
        List<String> more = labels(LabelSet.MAX_JSON_BYTES / bytes + 1);

        assertEquals(most.size(), new LabelSet(most).size());
        String problem = assertThrows(IllegalArgumentException.class, () -> new LabelSet(more))
                .getMessage();

        assertTrue(problem.startsWith("labels must have at most 786432 bytes as JSON, "), problem);
    }

    private static List<String> labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> String.format("%0200d", number))
                .toList();
    }
}
