package dev.chorus.tools.evaluation.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chorus.core.topk.TopK;
import dev.chorus.tools.evaluation.figures.Example;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersFileTest {

    private static final String HEAD = "chorus answers 1\na@0000000000000000 b@0000000000000000 c@0000000000000000\n";

    @TempDir
    private Path folder;

    @Test
    void read_whatWasWritten_saysTheSame() throws IOException {
        Path file = folder.resolve(AnswersFile.NAME);
        VariantAnswers answers = Example.answers();

        AnswersFile.write(file, Example.family(), answers);
        VariantAnswers read = AnswersFile.read(file, Example.family());

        assertEquals(answers.pictures(), read.pictures());
        assertEquals(answers.variantWeights(), read.variantWeights());
        assertEquals(
                List.of(0, 1, 0, 1, 2), Arrays.stream(read.truths()).boxed().toList());
        TopK said = read.said(1, 2);
        assertEquals(1, said.classAt(0));
        assertEquals(0.6, said.scoreAt(0), 1e-5);
        assertEquals(answers.fusedAccuracy(), read.fusedAccuracy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0|0:65535|0:65535",
                "0|0:65535|0:65535|0:65535|0:1",
                "3|0:65535|0:65535|0:65535",
                "0|3:65535|0:65535|0:65535",
                "0|0:65536|0:65535|0:65535",
                "0|0:1,1:2|0:65535|0:65535",
                "0||0:65535|0:65535",
                "0|0|0:65535|0:65535",
                "x|0:65535|0:65535|0:65535",
                ""
            })
    void read_damagedLine_isRefused(String line) throws IOException {
        Path file = write(HEAD + "0|0:65535|0:65535|0:65535\n" + line + "\n");

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> AnswersFile.read(file, Example.family()));

        assertTrue(refusal.getMessage().startsWith("picture 2 is damaged: '"), refusal.getMessage());
    }

    @Test
    void read_ofOtherModels_isRefused() throws IOException {
        Path file = write(HEAD.replace("b@0", "b@1") + "0|0:65535|0:65535|0:65535\n");

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> AnswersFile.read(file, Example.family()));

        assertTrue(refusal.getMessage().startsWith("it is of the variants a@0"), refusal.getMessage());
    }

    @Test
    void read_withoutPictures_isRefused() throws IOException {
        Path file = write(HEAD);

        assertThrows(IllegalArgumentException.class, () -> AnswersFile.read(file, Example.family()));
    }

    @Test
    void read_somethingElse_isRefused() throws IOException {
        Path file = write("something else");

        assertThrows(IllegalArgumentException.class, () -> AnswersFile.read(file, Example.family()));
    }

    @Test
    void read_notCompressed_cannotBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("plain"), HEAD);

        assertThrows(IOException.class, () -> AnswersFile.read(file, Example.family()));
    }

    private Path write(String text) throws IOException {
        Path file = folder.resolve(AnswersFile.NAME);
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }
}
